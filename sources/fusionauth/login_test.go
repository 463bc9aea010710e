package fusionauth_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import: the
// split bcrypt and three kinds of PBKDF2. Who is not active, or has expired,
// is skipped where the export says so.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"a file to import": {Paths: []string{"testdata/import.json"}, LoggedIn: 4, Types: 2, Skipped: 2},
		"tables as CSV":    {Paths: []string{"testdata/users.csv", "testdata/identities.csv"}, LoggedIn: 4, Types: 2, Skipped: 2},
		"joined as CSV":    {Paths: []string{"testdata/joined.csv"}, LoggedIn: 6, Types: 2, Skipped: 0},
	})
}
