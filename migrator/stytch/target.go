package stytch

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/stytchauth/stytch-go/v16/stytch/config"

	"example.com/usher/migrator"
)

const (
	projectVariable = "STYTCH_PROJECT_ID"
	secretVariable  = "STYTCH_SECRET"
)

var (
	projectForm = regexp.MustCompile(`^project-(test|live)-[A-Za-z0-9-]{1,100}$`)
	secretForm  = regexp.MustCompile(`^[!-~]{1,512}$`) // it travels in a header
)

// checkConnection says what can be known to be wrong before any request, and
// gives the base URL.
func checkConnection(c migrator.Connection) (*url.URL, error) {
	if err := checkForm(c.Target.ProjectID, c.Secret); err != nil {
		return nil, err
	}
	if err := migrator.FitProject(c.Target.ProjectID, c.Target.Kind); err != nil {
		return nil, err
	}
	if err := migrator.FitSecret(c.Secret, c.Target.ProjectID); err != nil {
		return nil, err
	}
	if err := checkRate(c); err != nil {
		return nil, err
	}
	return baseURL(c.Target)
}

// checkForm repeats nothing that may be a secret in the wrong variable.
func checkForm(projectID, secret string) error {
	refuse := func(problem, hint string) error {
		return &migrator.FatalError{Op: "check credentials", Err: errors.New(problem), Hint: hint}
	}
	const swapped = "Set " + projectVariable + " to the project's id and " + secretVariable + " to its secret."
	switch {
	case projectID == "":
		return refuse("there is no project id", "Set "+projectVariable+" to the project's id (Stytch's dashboard, API keys).")
	case strings.HasPrefix(projectID, "secret-"):
		return refuse(projectVariable+" holds a secret", swapped)
	case !projectForm.MatchString(projectID):
		return refuse(projectVariable+" is no project id", "An id begins with project-test- or project-live- (Stytch's dashboard, API keys).")
	case secret == "":
		return refuse("there is no secret", "Set "+secretVariable+" to a secret of project "+projectID+".")
	case strings.HasPrefix(secret, "project-"):
		return refuse(secretVariable+" holds a project id", swapped)
	case !secretForm.MatchString(secret):
		return refuse(secretVariable+" holds characters that no secret has", "Set "+secretVariable+" again, without spaces, quotes or line breaks.")
	}
	return nil
}

func checkRate(c migrator.Connection) error {
	unlimited := c.Target.Kind == migrator.Sandbox
	if c.Rate >= 0 && unlimited || c.Rate >= 1 && c.Rate <= migrator.MaxRate {
		return nil
	}
	return &migrator.FatalError{Op: "connect", Err: fmt.Errorf("a rate of %d requests a second is not allowed", c.Rate), Hint: fmt.Sprintf("Use 1 to %d; only a sandbox on this machine takes more.", migrator.MaxRate)}
}

// baseURL is where the requests go. A secret must not end up with a host that
// the operator did not mean, nor an unlimited import with Stytch.
func baseURL(t migrator.Target) (*url.URL, error) {
	refuse := func(hint, problem string) (*url.URL, error) {
		return nil, &migrator.FatalError{Op: "connect", Err: errors.New(problem), Hint: hint}
	}
	own := string(config.BaseURITest)
	if migrator.ProjectKind(t.ProjectID) == migrator.Live {
		own = string(config.BaseURILive)
	}
	raw := t.BaseURL
	if raw == "" {
		raw = own
	}
	u, err := migrator.ParseBaseURL(raw)
	if err != nil {
		return refuse("Give --base-url as https://HOST, or http://127.0.0.1:PORT.", err.Error())
	}
	ours := strings.TrimSuffix(u.String(), "/") == own
	switch {
	case t.Kind == migrator.Sandbox && !migrator.IsLoopback(u.Hostname()):
		return refuse("Use --to test with a base URL that is elsewhere.", "a sandbox is on this machine only")
	case !ours && isStytch(u.Hostname()):
		return refuse("Leave --base-url out.", "project "+t.ProjectID+" is not served at "+u.Host)
	case t.Kind == migrator.Live && !ours && !t.Confirmed:
		return refuse("Confirm the project id, or leave --base-url out.", "the secret of live project "+t.ProjectID+" would be sent to "+u.Host+", which is not Stytch")
	}
	return u, nil
}

func isStytch(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return host == "stytch.com" || strings.HasSuffix(host, ".stytch.com")
}
