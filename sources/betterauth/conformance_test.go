package betterauth_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.BetterAuth, 0, map[string]sourcestest.Sample{
		"tables as CSV":           {Path: "user.csv", Hashes: "account.csv", Records: 8},
		"tables as JSON":          {Path: "user.json", Hashes: "account.json", Records: 8},
		"users only":              {Path: "user.json", Records: 8},
		"both tables in one file": {Path: "dump.json", Records: 8, Joined: true},
		"accounts inside":         {Path: "with-accounts.json", Records: 4},
		"MongoDB":                 {Path: "mongo-user.ndjson", Hashes: "mongo-account.ndjson", Records: 8},
	})
}
