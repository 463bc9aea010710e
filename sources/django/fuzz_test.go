package django_test

import (
	"testing"

	"example.com/usher/sources/django"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &django.Dump, &django.RowDump, &django.Users, &django.Table, &django.Rows, &django.RowTable)
}
