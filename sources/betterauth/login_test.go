package betterauth_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"tables as CSV":           {Paths: []string{"testdata/user.csv", "testdata/account.csv"}, LoggedIn: 4, Types: 3, Skipped: 3},
		"both tables in one file": {Paths: []string{"testdata/dump.json"}, LoggedIn: 4, Types: 3, Skipped: 3},
		"MongoDB":                 {Paths: []string{"testdata/mongo-user.ndjson", "testdata/mongo-account.ndjson"}, LoggedIn: 4, Types: 3, Skipped: 3},
	})
}
