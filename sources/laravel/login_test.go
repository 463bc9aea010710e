package laravel_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"CSV":  {Paths: []string{"testdata/users.csv"}, LoggedIn: 3, Types: 2, Skipped: 1},
		"JSON": {Paths: []string{"testdata/users.json"}, LoggedIn: 3, Types: 2, Skipped: 1},
	})
}
