package laravel_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for _, name := range []string{"users.csv", "users.tsv", "users.json"} {
		t.Run(name, func(t *testing.T) {
			sourcestest.Run(t, sourcestest.Sample{Provider: sources.Laravel, Path: filepath.Join("testdata", name), Records: 5})
		})
	}
}
