package fusionauth_test

import (
	"testing"

	"example.com/usher/sources/fusionauth"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &fusionauth.Users, &fusionauth.Table, &fusionauth.Identities, &fusionauth.IdentityTable)
}
