package supabase_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"auth.users as CSV":  {Path: "users.csv", Records: 14},
		"auth.users as JSON": {Path: "users.json", Records: 14},
		"admin API":          {Path: "admin-api.json", Records: 3},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.Supabase
			s.Path = filepath.Join("testdata", s.Path)
			sourcestest.Run(t, s)
		})
	}
}
