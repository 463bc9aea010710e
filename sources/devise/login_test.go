package devise_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, paths := range map[string][]string{
		"tables as CSV": {"testdata/users.csv", "testdata/identities.csv"},
		"one line each": {"testdata/users.ndjson"},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: paths, Passwords: passwords})
			if len(r.LoggedIn) != 5 || len(r.Types) != 2 || r.Result.Skipped != 1 {
				t.Errorf("%d logged in with hashes of %v, %d skipped", len(r.LoggedIn), r.Types, r.Result.Skipped)
			}
		})
	}
}
