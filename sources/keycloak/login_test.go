package keycloak_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"realm":           {Paths: []string{"testdata/realm.json"}, LoggedIn: 4, Types: 2, Skipped: 3},
		"array of realms": {Paths: []string{"testdata/realms.json"}, LoggedIn: 4, Types: 2, Skipped: 0},
	})
}
