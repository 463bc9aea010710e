package workos_test

import (
	"testing"

	"example.com/usher/sources/sourcestest"
	"example.com/usher/sources/workos"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &workos.Users) }
