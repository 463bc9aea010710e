package authjs_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"tables as CSV":           {Path: "user.csv", Hashes: "account.csv"},
		"tables as JSON":          {Path: "user.json", Hashes: "account.json"},
		"users only":              {Path: "user.json"},
		"both tables in one file": {Path: "dump.json", Joined: true},
		"accounts inside":         {Path: "with-accounts.json"},
		"MongoDB":                 {Path: "mongo-users.ndjson", Hashes: "mongo-accounts.ndjson"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider, s.Records = sources.AuthJS, 7
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
