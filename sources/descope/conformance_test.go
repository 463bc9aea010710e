package descope_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, path := range map[string]string{
		"pages":         "search.json",
		"one page":      "users.json",
		"one each line": "users.ndjson",
		"a CSV":         "users.csv",
	} {
		t.Run(name, func(t *testing.T) {
			sourcestest.Run(t, sourcestest.Sample{Provider: sources.Descope, Path: filepath.Join("testdata", path), Records: 7})
		})
	}
}
