package stytch_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"search, two pages":          {Path: "search-pages.json", Records: 8},
		"the utility's JSON":         {Path: "users.json", Hashes: "hashes.csv", Records: 8},
		"the utility's CSV":          {Path: "users.csv", Hashes: "hashes-without-header.csv", Records: 8},
		"lines":                      {Path: "users.ndjson", Hashes: "hashes.csv", Records: 8},
		"the first page of a search": {Path: "first-page.json", Records: 5},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.Stytch
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
