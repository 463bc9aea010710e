package wordpress_test

import (
	"testing"

	"example.com/usher/sources/sourcestest"
	"example.com/usher/sources/wordpress"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.Fuzz(f, &wordpress.Tables, &wordpress.Users, &wordpress.Table, &wordpress.Metadata, &wordpress.MetadataTable)
}
