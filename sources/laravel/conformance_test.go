package laravel_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Laravel, 5, map[string]sourcestest.Sample{
		"users.csv":  {Path: "users.csv"},
		"users.tsv":  {Path: "users.tsv"},
		"users.json": {Path: "users.json"},
	})
}
