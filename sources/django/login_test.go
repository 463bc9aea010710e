package django_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import: six
// schemes of Django's.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, paths := range map[string][]string{
		"dump of everything": {"testdata/dumpdata.json"},
		"natural keys":       {"testdata/natural.json"},
		"tables as CSV":      {"testdata/auth_user.csv", "testdata/account_emailaddress.csv", "testdata/socialaccount_socialaccount.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: paths, Passwords: passwords})
			if len(r.LoggedIn) != 6 || len(r.Types) != 6 {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}

// A dump that Django 3.2 wrote itself, with every hasher it has.
func TestLoginsOfDjangoItself(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{"testdata/of-django-3.2.json"}, Passwords: passwords})
	if len(r.LoggedIn) != 7 || len(r.Types) != 5 {
		t.Errorf("%v logged in with hashes of %v", r.LoggedIn, r.Types)
	}
}
