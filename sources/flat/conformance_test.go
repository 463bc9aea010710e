package flat_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.CSV, 24, map[string]sourcestest.Sample{
		"commas":                    {Path: "users.csv"},
		"tabs":                      {Path: "users.tsv"},
		"semicolons, as Excel does": {Path: "users-semicolon.csv"},
		"bars behind a comment":     {Path: "users-bars.txt"},
		"no header":                 {Path: "users-no-header.csv"},
	})
	sourcestest.RunAll(t, sources.JSON, 24, map[string]sourcestest.Sample{
		"an array":             {Path: "users.json"},
		"one object per line":  {Path: "users.ndjson"},
		"an object with users": {Path: "users-page.json"},
		"an object with data":  {Path: "users-data.json"},
	})
}
