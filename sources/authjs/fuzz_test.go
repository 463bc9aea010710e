package authjs_test

import (
	"testing"

	"example.com/usher/sources/authjs"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &authjs.Dump, &authjs.Users, &authjs.Table, &authjs.Accounts, &authjs.AccountTable)
}
