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

// The beginnings of ids and secrets (docs: API keys).
const (
	testProject = "project-test-"
	liveProject = "project-live-"
	testSecret  = "secret-test-"
	liveSecret  = "secret-live-"
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
	if err := checkCredentials(c.Target, c.Secret); err != nil {
		return nil, err
	}
	if err := checkRate(c); err != nil {
		return nil, err
	}
	return baseURL(c.Target)
}

func checkCredentials(t migrator.Target, secret string) error {
	refuse := func(hint, format string, args ...any) error {
		return &migrator.FatalError{Op: "check credentials", Err: fmt.Errorf(format, args...), Hint: hint}
	}
	switch {
	case t.ProjectID == "":
		return refuse("set "+projectVariable+" to the project's id (Stytch's dashboard, API keys)", "there is no project id")
	case strings.HasPrefix(t.ProjectID, "secret-"): // not to be repeated on a screen
		return refuse("set "+projectVariable+" to the id, "+secretVariable+" to the secret", "%s holds a secret", projectVariable)
	case !projectForm.MatchString(t.ProjectID):
		return refuse("ids begin with "+testProject+" or "+liveProject+" (Stytch's dashboard, API keys)", "%s is no project id", projectVariable)
	case secret == "":
		return refuse("set "+secretVariable+" to a secret of project "+t.ProjectID, "there is no secret")
	case !secretForm.MatchString(secret):
		return refuse("set "+secretVariable+" again, without spaces, quotes or line breaks", "%s holds characters that no secret has", secretVariable)
	}
	live := strings.HasPrefix(t.ProjectID, liveProject)
	switch {
	case strings.HasPrefix(secret, "project-"):
		return refuse("set "+projectVariable+" to the id, "+secretVariable+" to the secret", "%s holds a project id", secretVariable)
	case live && strings.HasPrefix(secret, testSecret), !live && strings.HasPrefix(secret, liveSecret):
		return refuse("use an id and a secret of the same environment", "project %s and the secret in %s belong to different environments (test and live)", t.ProjectID, secretVariable)
	case t.Kind == migrator.Test && live, t.Kind == migrator.Live && !live:
		return refuse("choose the destination that fits the project, or set "+projectVariable+" to another one", "project %s is no %s project", t.ProjectID, t.Kind)
	}
	return nil
}

func checkRate(c migrator.Connection) error {
	unlimited := c.Target.Kind == migrator.Sandbox
	if c.Rate >= 0 && unlimited || c.Rate >= 1 && c.Rate <= migrator.MaxRate {
		return nil
	}
	return &migrator.FatalError{Op: "connect", Err: fmt.Errorf("a rate of %d requests a second is not allowed", c.Rate), Hint: fmt.Sprintf("use 1 to %d", migrator.MaxRate)}
}

// baseURL is where the requests go. A secret must not end up with a host that
// the operator did not mean, nor an unlimited import with Stytch.
func baseURL(t migrator.Target) (*url.URL, error) {
	refuse := func(hint, problem string) (*url.URL, error) {
		return nil, &migrator.FatalError{Op: "connect", Err: errors.New(problem), Hint: hint}
	}
	own := string(config.BaseURITest)
	if strings.HasPrefix(t.ProjectID, liveProject) {
		own = string(config.BaseURILive)
	}
	raw := t.BaseURL
	if raw == "" {
		raw = own
	}
	u, err := migrator.ParseBaseURL(raw)
	if err != nil {
		return refuse("give --base-url as https://HOST, or http://127.0.0.1:PORT", err.Error())
	}
	ours := strings.TrimSuffix(u.String(), "/") == own
	switch {
	case t.Kind == migrator.Sandbox && !migrator.IsLoopback(u.Hostname()):
		return refuse("use --to test with a base URL that is elsewhere", "a sandbox is on this machine only")
	case !ours && isStytch(u.Hostname()):
		return refuse("leave --base-url out", "project "+t.ProjectID+" is not served at "+u.Host)
	case t.Kind == migrator.Live && !ours && !t.Confirmed:
		return refuse("confirm the project id, or leave --base-url out", "the secret of live project "+t.ProjectID+" would be sent to "+u.Host+", which is not Stytch")
	}
	return u, nil
}

func isStytch(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return host == "stytch.com" || strings.HasSuffix(host, ".stytch.com")
}
