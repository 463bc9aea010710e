package authjs_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"tables as CSV":           {Paths: []string{"testdata/user.csv", "testdata/account.csv"}, LoggedIn: 3, Types: 2, Skipped: 0},
		"both tables in one file": {Paths: []string{"testdata/dump.json"}, LoggedIn: 3, Types: 2, Skipped: 0},
		"MongoDB":                 {Paths: []string{"testdata/mongo-users.ndjson", "testdata/mongo-accounts.ndjson"}, LoggedIn: 3, Types: 2, Skipped: 0},
	})
}
