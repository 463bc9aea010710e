package keycloak_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Keycloak, 0, map[string]sourcestest.Sample{
		"realm":                  {Path: "realm.json", Records: 12},
		"array of realms":        {Path: "realms.json", Records: 6},
		"users file of a folder": {Path: "acme-users-0.json", Records: 3},
		"admin API":              {Path: "admin-api.json", Records: 3},
	})
}
