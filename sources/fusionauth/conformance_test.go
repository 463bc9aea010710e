package fusionauth_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.FusionAuth, 0, map[string]sourcestest.Sample{
		"pages of the search": {Path: "search.json", Records: 8},
		"a file to import":    {Path: "import.json", Records: 8},
		"tables as CSV":       {Path: "users.csv", Hashes: "identities.csv", Records: 8},
		"tables as JSON":      {Path: "users.json", Hashes: "identities.json", Records: 8},
		"joined as CSV":       {Path: "joined.csv", Records: 7},
		"joined as JSON":      {Path: "joined.json", Records: 7},
	})
}
