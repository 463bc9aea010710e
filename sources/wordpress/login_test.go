package wordpress_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	passwords := endtoend.Passwords(t, "testdata/passwords.truth.json")
	for name, paths := range map[string][]string{
		"tables as CSV": {"testdata/wp_users.csv", "testdata/wp_usermeta.csv"},
		"phpMyAdmin":    {"testdata/phpmyadmin.json"},
		"WP-CLI":        {"testdata/wp-user-list.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: paths, Passwords: passwords})
			if len(r.LoggedIn) != 3 || len(r.Types) != 3 {
				t.Errorf("%d logged in with hashes of %v", len(r.LoggedIn), r.Types)
			}
		})
	}
}
