package sandbox_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/migrator/sandbox"
)

// Whatever is asked is answered by a JSON object with Stytch's status_code.
func FuzzRequests(f *testing.F) {
	for _, seed := range [][3]string{
		{"POST", "/v1/users", `{"email":"eve@example.com","external_id":"e-1","trusted_metadata":{"a":null}}`},
		{"POST", "/v1/users/search", `{"limit":1,"query":{"operator":"AND","operands":[{"filter_name":"user_id","filter_value":["a-1"]}]}}`},
		{"POST", "/v1/users/search", `{"query":{"operator":"OR","operands":[{"filter_name":"created_at_between","filter_value":{"greater_than":"2026-01-01T00:00:00Z","less_than":"x"}}]}}`},
		{"POST", "/v1/passwords/migrate", `{"email":"ada@example.com","hash_type":"scrypt","hash":"` + scryptPHC + `","scrypt_config":{"n_parameter":16}}`},
		{"POST", "/v1/passwords/migrate", `{"email":"ada@example.com","hash_type":"argon_2id","hash":"` + argon2idPHC + `"}`},
		{"PUT", "/v1/users/a-1", `{"name":{"first_name":null},"roles":[]}`},
		{"PUT", "/v1/users/a-1/exchange_primary_factor", `{"phone_number":"+12025550124"}`},
		{"DELETE", "/v1/users/emails/external_id", ""},
		{"DELETE", "/v1/users/a%7C1/external_id", ""},
		{"GET", "/v1/users/%2e%2E", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, path, body string) {
		s, err := sandbox.New(sandbox.Config{Existing: []sandbox.SeedUser{{Email: "ada@example.com", ExternalID: "a-1"}, {Phone: "+12025550123"}}})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		status, text := s.Direct(method, path, body)
		var answer struct {
			StatusCode int    `json:"status_code"`
			RequestID  string `json:"request_id"`
			ErrorType  string `json:"error_type"`
		}
		if err := json.Unmarshal(text, &answer); err != nil || answer.StatusCode != status || answer.RequestID == "" {
			t.Errorf("%d %q", status, text)
		}
		if (status == 200) != (answer.ErrorType == "") || status >= 500 {
			t.Errorf("%d %q", status, text)
		}
	})
}

// A state file is opened, or refused and left as it was.
func FuzzStateFile(f *testing.F) {
	f.Add("")
	f.Add(goodState)
	f.Add(goodState + `{"put":{"id":"0000`)
	f.Add(goodState + `{"delete":"00000000-0000-4000-8000-000000000001"}` + "\n")
	f.Add(strings.Replace(goodState, "ada@", "", 1))
	f.Fuzz(func(t *testing.T, content string) {
		path := filepath.Join(t.TempDir(), "users.state")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := sandbox.New(sandbox.Config{StatePath: path})
		if err != nil {
			if left, _ := os.ReadFile(path); string(left) != content {
				t.Errorf("refused with %v, and changed to %q", err, left)
			}
			return
		}
		n := count(s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if again := count(open(t, path)); again != n {
			t.Errorf("%d users, and %d when opened again", n, again)
		}
	})
}
