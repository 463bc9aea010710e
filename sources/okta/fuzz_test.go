package okta_test

import (
	"testing"

	"example.com/usher/sources/okta"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &okta.Users) }
