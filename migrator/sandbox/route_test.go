package sandbox_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/project"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/stytchapi"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

func TestRequestsThatReachNoEndpoint(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(2)})
	tests := []struct {
		method, path string
		status       int
		errorType    string
	}{
		{"GET", "/", 404, "route_not_found"},
		{"GET", "/v1/nothing", 404, "route_not_found"},
		{"GET", "/v1//users", 404, "route_not_found"},
		{"GET", "/v1/users/", 404, "route_not_found"},
		{"DELETE", "/v1/users/", 404, "route_not_found"},
		{"DELETE", "/v1/users/.", 404, "route_not_found"},
		{"DELETE", "/v1/users/..", 404, "route_not_found"},
		{"DELETE", "/v1/users/%2e%2e", 404, "route_not_found"},
		{"DELETE", "/v1/users/passwords/", 404, "route_not_found"},
		{"DELETE", "/v1/users/id-000000/password", 404, "route_not_found"},
		{"DELETE", "/v1/users", 405, "method_not_allowed"},
		{"PATCH", "/v1/users/id-000000", 405, "method_not_allowed"},
		{"GET", "/v1/passwords/migrate", 405, "method_not_allowed"},
		{"GET", "/v1/users/id-000009", 404, "user_not_found"},
		{"GET", "/v1/users/a%2Fb", 404, "user_not_found"},
		{"DELETE", "/v1/users/emails/email-test-00000000-0000-0000-0000-000000000000", 404, "email_not_found"},
		{"DELETE", "/v1/users/phone_numbers/x", 404, "phone_number_not_found"},
		{"DELETE", "/v1/users/passwords/x", 404, "password_not_found"},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.path, func(t *testing.T) {
			response, body := raw(t, s.Sandbox, tt.method, tt.path, "")
			if response.StatusCode != tt.status || body["error_type"] != tt.errorType {
				t.Errorf("got %d %v, want %d %s", response.StatusCode, body["error_type"], tt.status, tt.errorType)
			}
		})
	}
	if n := count(s.Sandbox); n != 2 {
		t.Errorf("%d users are left", n)
	}
	if response, _ := raw(t, s.Sandbox, "POST", "/v1/users/x", ""); response.Header.Get("Allow") != "GET, PUT, DELETE" {
		t.Errorf("Allow is %q", response.Header.Get("Allow"))
	}
}

func TestEveryAnswerHasTheEnvelope(t *testing.T) {
	s := start(t, sandbox.Config{})
	seen := map[any]bool{}
	for path, status := range map[string]int{"/v1/debug/whoami": 200, "/v1/users/x": 404, "/nowhere": 404, "/v1/users": 405} {
		response, body := raw(t, s.Sandbox, "GET", path, "")
		id, _ := body["request_id"].(string)
		if response.StatusCode != status || body["status_code"] != float64(status) || !strings.HasPrefix(id, "request-id-test-") || seen[id] {
			t.Errorf("%s: %d %v", path, response.StatusCode, body)
		}
		seen[id] = true
		if response.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: content type %q", path, response.Header.Get("Content-Type"))
		}
		if at, err := http.ParseTime(response.Header.Get("Date")); err != nil || time.Since(at) > time.Minute {
			t.Errorf("%s: Date %q: %v", path, response.Header.Get("Date"), err)
		}
		if status != 200 && (body["error_message"] == "" || body["error_url"] == "") {
			t.Errorf("%s: %v", path, body)
		}
	}
}

func TestWrongCredentialsAreRefused(t *testing.T) {
	s := start(t, sandbox.Config{})
	for name, login := range map[string][2]string{
		"wrong secret":  {s.ProjectID(), "secret-test-other"},
		"wrong project": {"project-test-11111111-1111-1111-1111-111111111111", s.Secret()},
		"nothing":       {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			api, err := stytchapi.NewClient(login[0], login[1], stytchapi.WithBaseURI(s.URL()),
				stytchapi.WithHTTPClient(&http.Client{Transport: connections(t)}), stytchapi.WithSkipJWKSInitialization())
			if err != nil {
				t.Fatal(err)
			}
			_, err = api.Users.Create(context.Background(), &users.CreateParams{Email: "ada@example.com"})
			wantError(t, err, 401, "unauthorized_credentials")
		})
	}
	if n := count(s.Sandbox); n != 0 {
		t.Errorf("%d users were created", n)
	}
}

func TestBodiesThatAreNoObject(t *testing.T) {
	s := start(t, sandbox.Config{})
	for name, body := range map[string]string{
		"nothing": "", "broken": `{"email":`, "array": "[]", "null": "null", "two objects": "{} {}", "wrong type": `{"email":7}`,
		"more than 1 MiB": `{"email":"ada@example.com","untrusted_metadata":{"k":"` + strings.Repeat("x", 1<<20) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			response, got := raw(t, s.Sandbox, "POST", "/v1/users", body)
			if response.StatusCode != 400 || got["error_type"] != "bad_request" {
				t.Errorf("got %d %v", response.StatusCode, got["error_type"])
			}
		})
	}
	response, _ := raw(t, s.Sandbox, "POST", "/v1/users", ` {"email":"ada@example.com","unheard_of":1}`)
	if response.StatusCode != 200 {
		t.Errorf("a field that nobody knows: %d", response.StatusCode)
	}
}

func TestProjectEndpoints(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(3)})
	ctx := context.Background()
	who, err := s.api.Debug.Whoami(ctx, nil)
	if err != nil || who.ProjectID != s.ProjectID() {
		t.Errorf("whoami: %v, %+v", err, who)
	}
	metrics, err := s.api.Project.Metrics(ctx, &project.MetricsParams{})
	if err != nil || len(metrics.Metrics) != 1 || metrics.Metrics[0].Count != 3 {
		t.Errorf("metrics: %v, %+v", err, metrics)
	}
	// The SDK asks for the key set as it starts, without credentials.
	if _, err := stytchapi.NewClient(s.ProjectID(), s.Secret(), stytchapi.WithBaseURI(s.URL()), stytchapi.WithInitializationContext(ctx)); err != nil {
		t.Error("key set: ", err)
	}
}

func TestALiveProjectHasLiveIDs(t *testing.T) {
	s := start(t, sandbox.Config{ProjectID: "project-live-00000000-0000-0000-0000-000000000000", Secret: "s"})
	made := s.create(t, users.CreateParams{Email: "ada@example.com"})
	if !strings.HasPrefix(made.UserID, "user-live-") || !strings.HasPrefix(made.RequestID, "request-id-live-") {
		t.Errorf("ids are %q and %q", made.UserID, made.RequestID)
	}
}
