package keycloak_test

import (
	"testing"

	"example.com/usher/sources/keycloak"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &keycloak.Realm, &keycloak.API) }
