package devise_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"tables as CSV":      {Path: "users.csv", Hashes: "identities.csv"},
		"tables as JSON":     {Path: "users.json", Hashes: "identities.json"},
		"one line each":      {Path: "users.ndjson"},
		"the table of users": {Path: "users.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider, s.Records = sources.Devise, 8
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
