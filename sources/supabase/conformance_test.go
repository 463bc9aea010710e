package supabase_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Supabase, 0, map[string]sourcestest.Sample{
		"auth.users as CSV":  {Path: "users.csv", Records: 14},
		"auth.users as JSON": {Path: "users.json", Records: 14},
		"admin API":          {Path: "admin-api.json", Records: 3},
	})
}
