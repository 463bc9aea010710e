package descope_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Descope, 7, map[string]sourcestest.Sample{
		"pages":         {Path: "search.json"},
		"one page":      {Path: "users.json"},
		"one each line": {Path: "users.ndjson"},
		"a CSV":         {Path: "users.csv"},
	})
}
