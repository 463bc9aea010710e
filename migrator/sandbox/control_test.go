package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

// control sends a request to the control plane.
func control(t *testing.T, s *sandbox.Sandbox, secret, method, path, body string) (status int, text string) {
	t.Helper()
	r, err := http.NewRequest(method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(s.ProjectID(), secret)
	response, err := connections(t).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, strings.TrimSpace(string(all))
}

func TestSettingsAreReadAndReplaced(t *testing.T) {
	tests := []struct{ path, first, text, then, bad, badWord string }{
		{"/sandbox/faults", "", "drop-after=0.02, hang:nth=7@create", "drop-after=0.02,hang:nth=7@create", "explosion", "explosion"},
		{"/sandbox/limit", "off", "fixed,100/s,count-refused", "fixed,100/1s,search=150,count-refused", "65", "65"},
		{"/sandbox/toggles", "", "success-201,get-lag=2s", "success-201,get-lag=2s", "get-lag=soon", "soon"},
	}
	s := start(t, sandbox.Config{})
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			if status, text := control(t, s.Sandbox, s.Secret(), "GET", tt.path, ""); status != 200 || text != tt.first {
				t.Errorf("at first %d %q", status, text)
			}
			if status, text := control(t, s.Sandbox, s.Secret(), "PUT", tt.path, tt.text); status != 200 || text != tt.then {
				t.Errorf("replaced by %q: %d %q, want %q", tt.text, status, text, tt.then)
			}
			if status, text := control(t, s.Sandbox, s.Secret(), "PUT", tt.path, tt.bad); status != 400 || !strings.Contains(text, tt.badWord) {
				t.Errorf("replaced by %q: %d %q", tt.bad, status, text)
			}
			if status, text := control(t, s.Sandbox, s.Secret(), "GET", tt.path, ""); status != 200 || text != tt.then {
				t.Errorf("after a bad one %d %q", status, text)
			}
			if status, _ := control(t, s.Sandbox, s.Secret(), "POST", tt.path, ""); status != 405 {
				t.Errorf("POST: %d", status)
			}
		})
	}
}

func TestFaultsSetFromOutsideStrike(t *testing.T) {
	s := start(t, sandbox.Config{})
	control(t, s.Sandbox, s.Secret(), "PUT", "/sandbox/faults", "500:next=2")
	var got []int
	for range 3 {
		response, _ := raw(t, s.Sandbox, "GET", "/v1/debug/whoami", "")
		got = append(got, response.StatusCode)
	}
	if diff := cmp.Diff([]int{500, 500, 200}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheControlPlaneAsksForTheCredentials(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(1)})
	for _, path := range []string{"stats", "users", "arrivals", "faults", "limit", "toggles", "seed", "nothing"} {
		for _, method := range []string{"GET", "PUT", "POST"} {
			if status, text := control(t, s.Sandbox, "wrong", method, "/sandbox/"+path, ""); status != 401 || strings.Contains(text, "user0") {
				t.Errorf("%s %s: %d %q", method, path, status, text)
			}
		}
	}
	if status, _ := control(t, s.Sandbox, s.Secret(), "GET", "/sandbox/nothing", ""); status != 404 {
		t.Errorf("an unknown path: %d", status)
	}
}

func TestStatsCountWhatStytchWasAsked(t *testing.T) {
	s := start(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitSliding, Requests: 1000}, Faults: []sandbox.Fault{{Kind: sandbox.FaultDropAfter, Nth: 3}}})
	for range 2 {
		raw(t, s.Sandbox, "POST", "/v1/users", `{"email":"ada@example.com"}`)
	}
	s.api.Users.Create(t.Context(), &users.CreateParams{Email: "bob@example.com"})
	raw(t, s.Sandbox, "GET", "/nowhere", "")
	_, text := control(t, s.Sandbox, s.Secret(), "GET", "/sandbox/stats", "")
	var got sandbox.Stats
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if got.MaxInAnyWindow < 1 || got.MaxInAnyWindow > 4 {
		t.Errorf("worst second %d", got.MaxInAnyWindow)
	}
	got.MaxInAnyWindow = 0
	want := sandbox.Stats{Requests: 4, Users: 2, Endpoints: map[string]sandbox.EndpointStats{
		"create": {Requests: 3, Statuses: map[int]int{200: 1, 400: 1, 0: 1}, ErrorTypes: map[string]int{"duplicate_email": 1},
			Faults: map[string]int{"drop-after": 1}},
		"unknown": {Requests: 1, Statuses: map[int]int{404: 1}, ErrorTypes: map[string]int{"route_not_found": 1}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, text = control(t, s.Sandbox, s.Secret(), "GET", "/sandbox/arrivals", "")
	if lines := strings.Split(text, "\n"); len(lines) != 4 || !strings.Contains(lines[3], `"endpoint":"unknown","status":404`) {
		t.Errorf("arrivals are %s", text)
	}
}

func TestUsersAreListedWhole(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(1)})
	s.migrate(t, passwords.MigrateParams{Email: "ada@example.com", PhoneNumber: "+12025550123", SetEmailVerified: true, ExternalID: "a-1",
		Name: &users.Name{FirstName: "Ada"}, TrustedMetadata: map[string]any{"plan": "pro"}, Roles: []string{"admin"}})
	_, text := control(t, s.Sandbox, s.Secret(), "GET", "/sandbox/users", "")
	lines := strings.Split(text, "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var got sandbox.User
	if err := json.Unmarshal([]byte(lines[1]), &got); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(got.UserID, "user-test-") || !strings.HasPrefix(got.PasswordID, "password-test-") || got.CreatedAt.IsZero() {
		t.Errorf("got %+v", got)
	}
	want := sandbox.User{UserID: got.UserID, PasswordID: got.PasswordID, CreatedAt: got.CreatedAt, Status: "active",
		Email: "ada@example.com", EmailVerified: true, Phone: "+12025550123", ExternalID: "a-1", FirstName: "Ada",
		TrustedMetadata: json.RawMessage(`{"plan":"pro"}`), Roles: []string{"admin"}, HashType: "bcrypt", Hash: goodHash}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSeedingFromOutside(t *testing.T) {
	s := start(t, sandbox.Config{Existing: crowd(1)})
	status, text := control(t, s.Sandbox, s.Secret(), "POST", "/sandbox/seed",
		`{"email":"ada@example.com","password":true,"verified":true}`+"\n"+`{"email":"user000000@example.com"}`+"\n"+`{"phone":"+12025550123","external_id":"p-1"}`)
	if status != 200 || text != `{"added":2,"left_out":1}` {
		t.Errorf("seed: %d %s", status, text)
	}
	if got := s.found(t, operand("password_exists", true), operand("email_verified", true)); len(got) != 1 {
		t.Errorf("%d users with a password", len(got))
	}
	for name, body := range map[string]string{"no JSON": "x", "unknown field": `{"mail":"a@example.com"}`, "neither email nor phone": `{}`} {
		if status, text := control(t, s.Sandbox, s.Secret(), "POST", "/sandbox/seed", body); status != 400 || !strings.Contains(text, "user 1") {
			t.Errorf("%s: %d %s", name, status, text)
		}
	}
}
