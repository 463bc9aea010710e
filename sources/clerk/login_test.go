package clerk_test

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
		"CSV of the dashboard": {"testdata/dashboard.csv", 11, 7},
		"JSON of the support":  {"testdata/support.json", 2, 2},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{tc.path}, Passwords: passwords})
			if len(r.LoggedIn) != tc.logins || len(r.Types) != tc.types {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}
