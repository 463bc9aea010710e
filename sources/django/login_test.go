package django_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import: six
// schemes of Django's.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"dump of everything": {Paths: []string{"testdata/dumpdata.json"}, LoggedIn: 6, Types: 6, Skipped: 2},
		"natural keys":       {Paths: []string{"testdata/natural.json"}, LoggedIn: 6, Types: 6, Skipped: 2},
		"tables as CSV":      {Paths: []string{"testdata/auth_user.csv", "testdata/account_emailaddress.csv", "testdata/socialaccount_socialaccount.csv"}, LoggedIn: 6, Types: 6, Skipped: 2},
	})
}

// A dump that Django 3.2 wrote itself, with every hasher it has.
func TestLoginsOfDjangoItself(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{"testdata/of-django-3.2.json"}, Passwords: passwords})
	if len(r.LoggedIn) != 7 || len(r.Types) != 5 {
		t.Errorf("%v logged in with hashes of %v", r.LoggedIn, r.Types)
	}
}
