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
// gives its secret. An embedded sandbox has its own.
func (a *app) credentials(ctx context.Context, t migrator.Target) (migrator.Target, string, error) {
	if t.Kind == migrator.Sandbox && t.BaseURL == "" {
		return t, "", nil
	}
	id, err := a.projectID(ctx)
	if err != nil {
		return t, "", err
	}
	if err := fits(id, t.Kind); err != nil {
		return t, "", err
	}
	t.ProjectID = id
	secret, err := a.secret(ctx, id)
	return t, secret, err
}

func (a *app) projectID(ctx context.Context) (string, error) {
	id := strings.TrimSpace(a.Getenv(projectVariable))
	if id != "" {
		return id, nil
	}
	if !a.canAsk() {
		return "", missing(projectVariable)
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
	return secret, secretFits(secret, projectID)
}

func missing(variable string) error {
	return &migrator.FatalError{
		Op: "find credentials", Err: errors.New(variable + " is not set"),
		Hint: "Set " + projectVariable + " and " + secretVariable + " in the environment (Stytch dashboard, API keys).",
	}
}

// fits compares a project id with --to (docs: project ids begin with
// project-test- or project-live-). Nothing is sent for a wrong one.
func fits(id string, kind migrator.TargetKind) error {
	is := migrator.TargetKind("")
	switch {
	case strings.HasPrefix(id, "project-test-"):
		is = migrator.Test
	case strings.HasPrefix(id, "project-live-"):
		is = migrator.Live
	}
	if is != "" && (is == kind || kind == migrator.Sandbox) {
		return nil
	}
	e := &migrator.FatalError{Op: "use project " + id}
	switch {
	case is == "":
		e.Err = errors.New("a project id begins with project-test- or project-live-")
		e.Hint = "Copy " + projectVariable + " from Stytch's dashboard, API keys."
	default:
		e.Err = errors.New("it is a " + string(is) + " project, and --to " + string(kind) + " was given")
		e.Hint = "Give --to " + string(is) + ", or the credentials of a " + string(kind) + " project."
	}
	return e
}

// secretFits notices a secret that says itself that it is of the other kind
// of project.
func secretFits(secret, projectID string) error {
	for _, pair := range [][2]string{{"test", "live"}, {"live", "test"}} {
		if strings.HasPrefix(projectID, "project-"+pair[0]+"-") && strings.HasPrefix(secret, "secret-"+pair[1]+"-") {
			return &migrator.FatalError{
				Op: "use project " + projectID, Err: errors.New("the secret is one of a " + pair[1] + " project"),
				Hint: "Take the secret that stands beside this project id in Stytch's dashboard.",
			}
		}
	}
	return nil
}
