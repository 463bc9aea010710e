package supabase_test

import (
	"testing"

	"example.com/usher/sources/sourcestest"
	"example.com/usher/sources/supabase"
)

func FuzzLayouts(f *testing.F) { sourcestest.Fuzz(f, &supabase.Users, &supabase.Table, &supabase.API) }
