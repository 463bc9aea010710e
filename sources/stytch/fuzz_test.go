package stytch_test

import (
	"testing"

	"example.com/usher/sources/sourcestest"
	"example.com/usher/sources/stytch"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &stytch.Users, &stytch.Table, &stytch.Hashes) }
