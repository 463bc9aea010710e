package betterauth_test

import (
	"testing"

	"example.com/usher/sources/betterauth"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &betterauth.Dump, &betterauth.Users, &betterauth.Table, &betterauth.Accounts, &betterauth.AccountTable)
}
