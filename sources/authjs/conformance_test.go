package authjs_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.AuthJS, 7, map[string]sourcestest.Sample{
		"tables as CSV":           {Path: "user.csv", Hashes: "account.csv"},
		"tables as JSON":          {Path: "user.json", Hashes: "account.json"},
		"users only":              {Path: "user.json"},
		"both tables in one file": {Path: "dump.json", Joined: true},
		"accounts inside":         {Path: "with-accounts.json"},
		"MongoDB":                 {Path: "mongo-users.ndjson", Hashes: "mongo-accounts.ndjson"},
	})
}
