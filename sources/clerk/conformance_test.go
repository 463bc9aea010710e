package clerk_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"CSV of the dashboard": {Path: "dashboard.csv", Records: 19},
		"JSON of the support":  {Path: "support.json", Records: 4},
		"Backend API":          {Path: "api.json", Records: 3},
		"SDK":                  {Path: "sdk.json", Records: 2},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.Clerk
			s.Path = filepath.Join("testdata", s.Path)
			sourcestest.Run(t, s)
		})
	}
}
