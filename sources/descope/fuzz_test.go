package descope_test

import (
	"testing"

	"example.com/usher/sources/descope"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &descope.Users, &descope.Table) }
