package aspnet_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import:
// version 3 with SHA-256 and SHA-512, but not with SHA-1, and not version 2.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"tables as CSV":      {Paths: []string{"testdata/AspNetUsers.csv", "testdata/AspNetUserClaims.csv", "testdata/AspNetUserLogins.csv"}, LoggedIn: 4, Types: 1, Skipped: 1},
		"Management Studio":  {Paths: []string{"testdata/management-studio.csv"}, LoggedIn: 4, Types: 1, Skipped: 1},
		"ASP.NET Identity 2": {Paths: []string{"testdata/identity-2.csv"}, LoggedIn: 0, Types: 0, Skipped: 0},
	})
}
