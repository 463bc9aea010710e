package clerk_test

import (
	"testing"

	"example.com/usher/sources/clerk"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &clerk.Users, &clerk.Table) }
