package fusionauth_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"pages of the search": {Path: "search.json", Records: 8},
		"a file to import":    {Path: "import.json", Records: 8},
		"tables as CSV":       {Path: "users.csv", Hashes: "identities.csv", Records: 8},
		"tables as JSON":      {Path: "users.json", Hashes: "identities.json", Records: 8},
		"joined as CSV":       {Path: "joined.csv", Records: 7},
		"joined as JSON":      {Path: "joined.json", Records: 7},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.FusionAuth
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
