package wordpress_test

import (
	"testing"

	"example.com/usher/migrator/endtoend"
)

// Everybody whose hash could move logs in to the sandbox after an import.
func TestLogins(t *testing.T) {
	endtoend.Logins(t, map[string]endtoend.Logged{
		"tables as CSV": {Paths: []string{"testdata/wp_users.csv", "testdata/wp_usermeta.csv"}, LoggedIn: 3, Types: 3, Skipped: 1},
		"phpMyAdmin":    {Paths: []string{"testdata/phpmyadmin.json"}, LoggedIn: 3, Types: 3, Skipped: 1},
		"WP-CLI":        {Paths: []string{"testdata/wp-user-list.csv"}, LoggedIn: 3, Types: 3, Skipped: 1},
	})
}
