package stytch

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
)

// around are the lists of search answers and of hand-made files.
var around = split.Containers{Arrays: []string{"results", "users"}}

// Users is JSON of any shape.
var Users = layout.Layout{
	Provider:   layout.Stytch,
	Name:       "users",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyIn(around, isUser) },
	Containers: around,
	Open:       layout.Members(decode).Objects,
	Tally:      pages.Tally,
}

// Table is the CSV of the export utility, with JSON in its cells.
var Table = layout.Layout{
	Provider: layout.Stytch,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect: func(s *layout.Sample) bool {
		return s.HasColumns("user_id", "emails") && s.AnyRow(func(o object.Object) bool { return isUserID(field.Text(o.Get("user_id"))) })
	},
	Split: layout.SplitRows,
	Open:  layout.Members(decode).Rows,
}

// Hashes is the CSV of password hashes.
var Hashes = layout.Layout{
	Provider: layout.Stytch,
	Name:     "password hashes",
	Kind:     layout.PasswordHashes,
	Detect:   func(s *layout.Sample) bool { return !s.JSON() && readPreamble(s.Text).found },
	Rewrite:  rewriteHashes,
	Keys:     keys,
}

func isUser(o object.Object) bool {
	return isUserID(field.Text(o.Get("user_id"))) && (o.Has("emails") || o.Has("phone_numbers"))
}

// isUserID knows ids of either environment.
func isUserID(id string) bool {
	return strings.HasPrefix(id, "user-test-") || strings.HasPrefix(id, "user-live-")
}

// pages are answers of the search, each of which says how many users there are
// (-1 where Stytch does not count) and where the next page begins.
var pages = layout.Pages{Within: []string{"results_metadata"}, Totals: []string{"total"}, Nexts: []string{"next_cursor"}}
