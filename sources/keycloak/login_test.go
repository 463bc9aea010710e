package keycloak_test

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
		"realm":           {"testdata/realm.json", 4, 2},
		"array of realms": {"testdata/realms.json", 4, 2},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{tc.path}, Passwords: passwords})
			if len(r.LoggedIn) != tc.logins || len(r.Types) != tc.types {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}
