package devise_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Devise, 8, map[string]sourcestest.Sample{
		"tables as CSV":      {Path: "users.csv", Hashes: "identities.csv"},
		"tables as JSON":     {Path: "users.json", Hashes: "identities.json"},
		"one line each":      {Path: "users.ndjson"},
		"the table of users": {Path: "users.csv"},
	})
}
