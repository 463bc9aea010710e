package wordpress_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.WordPress, 6, map[string]sourcestest.Sample{
		"tables as CSV":     {Path: "wp_users.csv", Hashes: "wp_usermeta.csv"},
		"tables as JSON":    {Path: "wp_users.json", Hashes: "wp_usermeta.json"},
		"phpMyAdmin":        {Path: "phpmyadmin.json", Joined: true},
		"WP-CLI, JSON":      {Path: "wp-user-list.json"},
		"WP-CLI, CSV":       {Path: "wp-user-list.csv"},
		"wp_users as a CSV": {Path: "wp_users.csv"},
	})
}
