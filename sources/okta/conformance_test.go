package okta_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, path := range map[string]string{
		"one page":      "users.json",
		"pages":         "pages.json",
		"one each line": "users.ndjson",
	} {
		t.Run(name, func(t *testing.T) {
			sourcestest.Run(t, sourcestest.Sample{Provider: sources.Okta, Path: filepath.Join("testdata", path), Records: 11})
		})
	}
}
