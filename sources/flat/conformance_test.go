package flat_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"commas":                    {Provider: sources.CSV, Path: "users.csv"},
		"tabs":                      {Provider: sources.CSV, Path: "users.tsv"},
		"semicolons, as Excel does": {Provider: sources.CSV, Path: "users-semicolon.csv"},
		"bars behind a comment":     {Provider: sources.CSV, Path: "users-bars.txt"},
		"no header":                 {Provider: sources.CSV, Path: "users-no-header.csv"},
		"an array":                  {Provider: sources.JSON, Path: "users.json"},
		"one object per line":       {Provider: sources.JSON, Path: "users.ndjson"},
		"an object with users":      {Provider: sources.JSON, Path: "users-page.json"},
		"an object with data":       {Provider: sources.JSON, Path: "users-data.json"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Path, s.Records = filepath.Join("testdata", s.Path), 24
			sourcestest.Run(t, s)
		})
	}
}
