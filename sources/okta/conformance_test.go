package okta_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Okta, 11, map[string]sourcestest.Sample{
		"one page":      {Path: "users.json"},
		"pages":         {Path: "pages.json"},
		"one each line": {Path: "users.ndjson"},
	})
}
