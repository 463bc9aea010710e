package wordpress_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"tables as CSV":     {Path: "wp_users.csv", Hashes: "wp_usermeta.csv"},
		"tables as JSON":    {Path: "wp_users.json", Hashes: "wp_usermeta.json"},
		"phpMyAdmin":        {Path: "phpmyadmin.json", Joined: true},
		"WP-CLI, JSON":      {Path: "wp-user-list.json"},
		"WP-CLI, CSV":       {Path: "wp-user-list.csv"},
		"wp_users as a CSV": {Path: "wp_users.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider, s.Records = sources.WordPress, 6
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
