package laravel_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for _, name := range []string{"users.csv", "users.json"} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{"testdata/" + name}, Passwords: passwords})
			if len(r.LoggedIn) != 3 || len(r.Types) != 2 || r.Result.Skipped != 1 {
				t.Errorf("%v logged in with hashes of %v, %d skipped", r.LoggedIn, r.Types, r.Result.Skipped)
			}
		})
	}
}
