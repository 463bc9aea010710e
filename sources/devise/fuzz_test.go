package devise_test

import (
	"testing"

	"example.com/usher/sources/devise"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &devise.Users, &devise.Table, &devise.Identities, &devise.IdentityTable)
}
