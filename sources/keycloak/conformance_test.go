package keycloak_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"realm":                  {Path: "realm.json", Records: 12},
		"array of realms":        {Path: "realms.json", Records: 6},
		"users file of a folder": {Path: "acme-users-0.json", Records: 3},
		"admin API":              {Path: "admin-api.json", Records: 3},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.Keycloak
			s.Path = filepath.Join("testdata", s.Path)
			sourcestest.Run(t, s)
		})
	}
}
