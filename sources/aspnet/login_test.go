package aspnet_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import:
// version 3 with SHA-256 and SHA-512, but not with SHA-1, and not version 2.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, tc := range map[string]struct {
		paths   []string
		in, out int
	}{
		"tables as CSV":      {[]string{"testdata/AspNetUsers.csv", "testdata/AspNetUserClaims.csv", "testdata/AspNetUserLogins.csv"}, 4, 1},
		"Management Studio":  {[]string{"testdata/management-studio.csv"}, 4, 1},
		"ASP.NET Identity 2": {[]string{"testdata/identity-2.csv"}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: tc.paths, Passwords: passwords})
			if len(r.LoggedIn) != tc.in || int(r.Result.Skipped) != tc.out {
				t.Errorf("%v logged in, %d skipped", r.LoggedIn, r.Result.Skipped)
			}
		})
	}
}
