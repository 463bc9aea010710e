package supabase_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, tc := range map[string]struct {
		path          string
		logins, types int
	}{
		"auth.users as CSV":  {"testdata/users.csv", 6, 3},
		"auth.users as JSON": {"testdata/users.json", 6, 3},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{tc.path}, Passwords: passwords})
			if len(r.LoggedIn) != tc.logins || len(r.Types) != tc.types {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}
