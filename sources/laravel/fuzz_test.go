package laravel_test

import (
	"testing"

	"example.com/usher/sources/laravel"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &laravel.Users, &laravel.Table) }
