package fusionauth_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import: the
// split bcrypt and three kinds of PBKDF2. Who is not active, or has expired,
// is skipped where the export says so.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, tc := range map[string]struct {
		paths []string
		want  int
	}{
		"a file to import": {[]string{"testdata/import.json"}, 4},
		"tables as CSV":    {[]string{"testdata/users.csv", "testdata/identities.csv"}, 4},
		"joined as CSV":    {[]string{"testdata/joined.csv"}, 6},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: tc.paths, Passwords: passwords})
			if len(r.LoggedIn) != tc.want || len(r.Types) != 2 {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}
