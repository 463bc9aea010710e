package command

import (
	"context"
	"errors"
	"strings"

	"example.com/usher/migrator"
)

// The variables that credentials come from.
const (
	projectVariable = "STYTCH_PROJECT_ID"
	secretVariable  = "STYTCH_SECRET"
)

// credentials completes a target with the project of the environment and
// gives its secret. An embedded sandbox has its own. known is the project of
// the checkpoint that is taken up, which nobody has to type; "" = none.
func (a *app) credentials(ctx context.Context, t migrator.Target, known string) (migrator.Target, string, error) {
	if t.Kind == migrator.Sandbox && t.BaseURL == "" {
		return t, "", nil
	}
	id, secret := a.given.projectID, a.given.secret
	if id == "" || migrator.FitProject(id, t.Kind) != nil {
		var err error
		if id, err = a.projectID(ctx, known); err != nil {
			return t, "", err
		}
		if err := fits(id, t.Kind, known); err != nil {
			return t, "", err
		}
		secret = ""
	}
	t.ProjectID = id
	a.reached = id
	if t.BaseURL != "" {
		a.reached += " at " + t.BaseURL
	}
	if secret != "" {
		return t, secret, nil
	}
	secret, err := a.secret(ctx, id)
	if err == nil {
		a.given.projectID, a.given.secret = id, secret
	}
	return t, secret, err
}

// fits refuses a project of another kind than is asked for.
func fits(id string, kind migrator.TargetKind, known string) error {
	err := migrator.FitProject(id, kind)
	if is := migrator.ProjectKind(id); err != nil && known != "" && is != "" {
		return &migrator.FatalError{
			Op: "use project " + id, Err: errors.New("it is a " + string(is) + " project, and this migration goes into a " + string(kind) + " project"),
			Hint: "Use the credentials of " + known + ". Nothing was sent.",
		}
	}
	return err
}

func (a *app) projectID(ctx context.Context, known string) (string, error) {
	id := strings.TrimSpace(a.Getenv(projectVariable))
	if id != "" {
		return id, nil
	}
	switch {
	case !a.canAsk():
		return "", missing(projectVariable)
	case known != "":
		return known, nil
	}
	return a.console().Ask(ctx, "Project id ("+projectVariable+" is not set): ")
}

func (a *app) secret(ctx context.Context, projectID string) (string, error) {
	secret := strings.TrimSpace(a.Getenv(secretVariable))
	if secret == "" && !a.canAsk() {
		return "", missing(secretVariable)
	}
	if secret == "" {
		var err error
		if secret, err = a.console().Secret(ctx, "Secret of "+projectID+" (not shown): "); err != nil {
			return "", err
		}
	}
	secret = strings.TrimSpace(secret)
	return secret, migrator.FitSecret(secret, projectID)
}

func missing(variable string) error {
	return &migrator.FatalError{
		Op: "find credentials", Err: errors.New(variable + " is not set"),
		Hint: "Set " + projectVariable + " and " + secretVariable + " in the environment (Stytch dashboard, API keys).",
	}
}
