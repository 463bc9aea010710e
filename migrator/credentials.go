package migrator

import (
	"context"
	"errors"
	"strings"
)

// ProjectKind tells by its id what kind of project it is, "" for none (docs:
// project ids begin with project-test- or project-live-).
func ProjectKind(projectID string) TargetKind { return kindBehind("project-", projectID) }

// SecretKind tells it by a secret, "" where the secret does not say.
func SecretKind(secret string) TargetKind { return kindBehind("secret-", secret) }

func kindBehind(prefix, s string) TargetKind {
	for _, kind := range []TargetKind{Test, Live} {
		if strings.HasPrefix(s, prefix+string(kind)+"-") {
			return kind
		}
	}
	return ""
}

// FitProject says, before anything is sent, why a project is not one of the
// kind that was asked for. A sandbox takes either.
func FitProject(projectID string, kind TargetKind) error {
	is := ProjectKind(projectID)
	switch {
	case is == "":
		return &FatalError{
			Op: "use project " + projectID, Err: errors.New("a project id begins with project-test- or project-live-"),
			Hint: "Copy STYTCH_PROJECT_ID from Stytch's dashboard, API keys.",
		}
	case is != kind && kind != Sandbox:
		return &FatalError{
			Op: "use project " + projectID, Err: errors.New("it is a " + string(is) + " project, and --to " + string(kind) + " was given"),
			Hint: "Give --to " + string(is) + ", or the credentials of a " + string(kind) + " project.",
		}
	}
	return nil
}

// FitSecret notices, before anything is sent, a secret that says itself that
// it is of another kind of project.
func FitSecret(secret, projectID string) error {
	is := SecretKind(secret)
	if is == "" || is == ProjectKind(projectID) {
		return nil
	}
	return &FatalError{
		Op: "use project " + projectID, Err: errors.New("the secret is one of a " + string(is) + " project"),
		Hint: "Take the secret that stands beside this project id in Stytch's dashboard.",
	}
}

// CheckCredentials makes one harmless request and gives the project's name.
func CheckCredentials(ctx context.Context, p Ports, t Target, secret string) (projectName string, err error) {
	destination, err := p.Connect(Connection{Target: t, Secret: secret, Rate: MaxRate})
	if err != nil {
		return "", err
	}
	reply := destination.WhoAmI(ctx)
	if reply.Class == OK {
		return reply.Project.Name, nil
	}
	if fatal, ok := errors.AsType[*FatalError](reply.Err); ok {
		return "", fatal
	}
	err = reply.Err
	if err == nil {
		err = errors.New(reply.Class.String())
	}
	if reply.ErrorType != "" {
		err = errors.New(reply.ErrorType)
	}
	hint := "Check that STYTCH_PROJECT_ID and STYTCH_SECRET belong together, then try again."
	if reply.Class != Fatal {
		hint = "Stytch did not answer; check the network, then try again."
	}
	return "", &FatalError{Op: "check credentials", Err: err, Hint: hint}
}
