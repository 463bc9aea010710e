package sandbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/stytchapi"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"
	"github.com/stytchauth/stytch-go/v16/stytch/stytcherror"

	"example.com/usher/migrator/sandbox"
)

// running is a sandbox that listens, with the real SDK as its client. Every
// answer is held against Stytch's published schema.
type running struct {
	*sandbox.Sandbox
	api *stytchapi.API
}

// start runs a sandbox without a rate limit, unless the config has one.
func start(t *testing.T, c sandbox.Config) running {
	t.Helper()
	if c.Limit.Mode == "" {
		c.Limit.Mode = sandbox.LimitOff
	}
	s, err := sandbox.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	return running{s, client(t, s, &schemaChecker{t: t, next: connections(t)})}
}

// connections is a transport of the test's own, closed at its end.
func connections(t *testing.T) *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 128
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

func client(t *testing.T, s *sandbox.Sandbox, via http.RoundTripper) *stytchapi.API {
	t.Helper()
	httpClient := &http.Client{Transport: via, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	base := s.URL()
	if base == "" {
		base = "http://sandbox.test"
	}
	api, err := stytchapi.NewClient(s.ProjectID(), s.Secret(),
		stytchapi.WithBaseURI(base), stytchapi.WithHTTPClient(httpClient), stytchapi.WithSkipJWKSInitialization())
	if err != nil {
		t.Fatal(err)
	}
	return api
}

// create makes a user that has to succeed.
func (r running) create(t *testing.T, p users.CreateParams) *users.CreateResponse {
	t.Helper()
	got, err := r.api.Users.Create(context.Background(), &p)
	if err != nil {
		t.Fatalf("create %+v: %v", p, err)
	}
	return got
}

// wantError asks for an error answer of that status and type.
func wantError(t *testing.T, err error, status int, errorType string) {
	t.Helper()
	var e stytcherror.Error
	if !errors.As(err, &e) {
		t.Fatalf("got error %v, want %d %s", err, status, errorType)
	}
	if e.StatusCode != status || string(e.ErrorType) != errorType {
		t.Errorf("got %d %s, want %d %s", e.StatusCode, e.ErrorType, status, errorType)
	}
}

// raw sends a request that the SDK would not send.
func raw(t *testing.T, s *sandbox.Sandbox, method, path, body string) (*http.Response, map[string]any) {
	t.Helper()
	request, err := newRequest(s, method, path)
	if err != nil {
		t.Fatal(err)
	}
	request.Body, request.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	response, err := connections(t).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var decoded map[string]any
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatalf("%s %s: %d %q is no JSON object", method, path, response.StatusCode, text)
	}
	return response, decoded
}

// newRequest is a request without a body, with the right credentials.
func newRequest(s *sandbox.Sandbox, method, path string) (*http.Request, error) {
	base := s.URL()
	if base == "" {
		base = "http://sandbox.test"
	}
	r, err := http.NewRequest(method, base+path, nil)
	if err == nil {
		r.SetBasicAuth(s.ProjectID(), s.Secret())
	}
	return r, err
}

func count(s *sandbox.Sandbox) int { return s.Stats().Users }
