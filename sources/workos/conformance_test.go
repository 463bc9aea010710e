package workos_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, path := range map[string]string{
		"pages":            "pages.json",
		"a list of an SDK": "sdk-list.json",
		"users of an SDK":  "sdk-users.json",
		"one each line":    "users.ndjson",
	} {
		t.Run(name, func(t *testing.T) {
			sourcestest.Run(t, sourcestest.Sample{Provider: sources.WorkOS, Path: filepath.Join("testdata", path), Records: 5})
		})
	}
}
