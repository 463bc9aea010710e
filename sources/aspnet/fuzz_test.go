package aspnet_test

import (
	"testing"

	"example.com/usher/sources/aspnet"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &aspnet.Users, &aspnet.Table, &aspnet.Rows, &aspnet.RowTable)
}
