package auth0_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Auth0, 0, map[string]sourcestest.Sample{
		"bulk export":                  {Path: "fixture-tenant.json", Records: 61},
		"bulk export with hashes":      {Path: "fixture-tenant.json", Hashes: "passwords.ndjson", Records: 61},
		"packed bulk export":           {Path: "fixture-tenant.json.gz", Hashes: "passwords.ndjson", Records: 61},
		"GET /api/v2/users":            {Path: "users-api-array.json", Records: 20},
		"bulk export as CSV":           {Path: "fixture-tenant.csv", Hashes: "passwords.ndjson", Records: 61},
		"extension":                    {Path: "extension-default-fields.ndjson", Records: 61},
		"extension's table":            {Path: "extension.csv", Records: 4},
		"bulk import":                  {Path: "bulk-import.json", Records: 5},
		"GET /api/v2/users with total": {Path: "users-api-include_totals.json", Records: 20},
	})
}
