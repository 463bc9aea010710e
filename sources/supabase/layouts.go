package supabase

import (
	"slices"
	"time"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// Users is auth.users as JSON.
var Users = layout.Layout{
	Provider: layout.Supabase,
	Name:     "auth.users as JSON",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyObject(isRow) },
	Open:     func(f layout.File) (layout.Decode, error) { return objects().Objects(f) },
}

// Table is auth.users as CSV.
var Table = layout.Layout{
	Provider: layout.Supabase,
	Name:     "auth.users as CSV",
	Kind:     layout.Users,
	Detect: func(s *layout.Sample) bool {
		return s.HasColumns("id", "email", "raw_app_meta_data") || s.HasColumns("id", "encrypted_password", "email_confirmed_at")
	},
	Split: layout.SplitRows,
	Open:  func(f layout.File) (layout.Decode, error) { return decoder().Rows(f) },
}

// API is the admin API's list of users: pages, or the array inside of them.
var API = layout.Layout{
	Provider:   layout.Supabase,
	Name:       "users of the admin API",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyObject(isUser) },
	Containers: (&layout.Sample{}).Around(),
	Open:       func(f layout.File) (layout.Decode, error) { return objects().Objects(f) },
	Tally:      pages.Tally,
}

// decoder reads users as of now: a ban that has ended is none.
func decoder() layout.Members {
	now := time.Now()
	return func(o object.Object, _ *join.Index, u *record.User) error { return decode(o, u, now) }
}

// marks are members of which every user in JSON has one, and no object inside
// of a user, which a damaged record may leave behind.
var marks = []string{"aud", "app_metadata", "raw_app_meta_data", "raw_user_meta_data", "encrypted_password"}

// objects is decoder for JSON.
func objects() layout.Members {
	decode := decoder()
	return func(o object.Object, hashes *join.Index, u *record.User) error {
		if !slices.ContainsFunc(marks, func(key string) bool { return o.Has(key) }) {
			return record.Problem("not a user")
		}
		return decode(o, hashes, u)
	}
}

func isRow(o object.Object) bool {
	return o.Has("id", "raw_app_meta_data") || o.Has("id", "raw_user_meta_data") || o.Has("encrypted_password", "email_confirmed_at")
}

func isUser(o object.Object) bool {
	return o.Has("id", "aud", "app_metadata", "user_metadata") && !o.Has("user_id")
}

// pages are the answers of the admin API; its SDK adds how many users there
// are.
var pages = layout.Pages{
	Totals: []string{"total"},
	Always: []record.Note{{Code: "password_hash_missing", Detail: "the admin API leaves password hashes out; export the table auth.users instead"}},
}
