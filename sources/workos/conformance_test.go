package workos_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.WorkOS, 5, map[string]sourcestest.Sample{
		"pages":            {Path: "pages.json"},
		"a list of an SDK": {Path: "sdk-list.json"},
		"users of an SDK":  {Path: "sdk-users.json"},
		"one each line":    {Path: "users.ndjson"},
	})
}
