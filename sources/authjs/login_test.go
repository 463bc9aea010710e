package authjs_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, paths := range map[string][]string{
		"tables as CSV":           {"testdata/user.csv", "testdata/account.csv"},
		"both tables in one file": {"testdata/dump.json"},
		"MongoDB":                 {"testdata/mongo-users.ndjson", "testdata/mongo-accounts.ndjson"},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: paths, Passwords: passwords})
			if len(r.LoggedIn) != 3 || len(r.Types) != 2 {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}
