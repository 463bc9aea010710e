package devise_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"tables as CSV": {Paths: []string{"testdata/users.csv", "testdata/identities.csv"}, LoggedIn: 5, Types: 2, Skipped: 1},
		"one line each": {Paths: []string{"testdata/users.ndjson"}, LoggedIn: 5, Types: 2, Skipped: 1},
	})
}
