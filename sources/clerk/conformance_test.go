package clerk_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Clerk, 0, map[string]sourcestest.Sample{
		"CSV of the dashboard": {Path: "dashboard.csv", Records: 19},
		"JSON of the support":  {Path: "support.json", Records: 4},
		"Backend API":          {Path: "api.json", Records: 3},
		"SDK":                  {Path: "sdk.json", Records: 2},
	})
}
