package betterauth_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"tables as CSV":           {Path: "user.csv", Hashes: "account.csv", Records: 8},
		"tables as JSON":          {Path: "user.json", Hashes: "account.json", Records: 8},
		"users only":              {Path: "user.json", Records: 8},
		"both tables in one file": {Path: "dump.json", Records: 8, Joined: true},
		"accounts inside":         {Path: "with-accounts.json", Records: 4},
		"MongoDB":                 {Path: "mongo-user.ndjson", Hashes: "mongo-account.ndjson", Records: 8},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.BetterAuth
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
