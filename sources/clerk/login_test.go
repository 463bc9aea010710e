package clerk_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"CSV of the dashboard": {Paths: []string{"testdata/dashboard.csv"}, LoggedIn: 11, Types: 7, Skipped: 1},
		"JSON of the support":  {Paths: []string{"testdata/support.json"}, LoggedIn: 2, Types: 2, Skipped: 0},
	})
}
