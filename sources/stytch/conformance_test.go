package stytch_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Stytch, 0, map[string]sourcestest.Sample{
		"search, two pages":          {Path: "search-pages.json", Records: 8},
		"the utility's JSON":         {Path: "users.json", Hashes: "hashes.csv", Records: 8},
		"the utility's CSV":          {Path: "users.csv", Hashes: "hashes-without-header.csv", Records: 8},
		"lines":                      {Path: "users.ndjson", Hashes: "hashes.csv", Records: 8},
		"the first page of a search": {Path: "first-page.json", Records: 5},
	})
}
