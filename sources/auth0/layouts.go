package auth0

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Users is the bulk export as JSON, one user per line, and the answers of
// GET /api/v2/users: arrays and, with include_totals, pages.
var Users = layout.Layout{
	Provider:   layout.Auth0,
	Name:       "users",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyObject(isProfile) },
	Containers: split.Containers{Arrays: []string{"users"}},
	Open: func(f layout.File) (layout.Decode, error) {
		return func(raw record.Raw, u *record.User) error {
			var p profile
			if err := p.read(raw.Data); err != nil {
				return err
			}
			return p.fill(u, f.Hashes)
		}, nil
	},
}

// Hashes is the export of password hashes: NDJSON or, in hand-made copies,
// one array.
var Hashes = layout.Layout{
	Provider: layout.Auth0,
	Name:     "password hashes",
	Kind:     layout.PasswordHashes,
	Detect:   func(s *layout.Sample) bool { return s.AnyObject(isEntry) },
	Keys:     entryKeys,
}

// isProfile knows a user by user_id, which begins with the kind of login:
// "auth0|...", "google-oauth2|...".
func isProfile(o object.Object) bool {
	prefix, _, ok := strings.Cut(field.Text(o.Get("user_id")), "|")
	return ok && isStrategy(prefix)
}

// isStrategy: what Auth0 calls strategies are small letters, digits and
// dashes.
func isStrategy(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// isEntry knows an entry of the hash export by its MongoDB id.
func isEntry(o object.Object) bool {
	keys := o.Keys()
	return (keys["_id"] || keys["_ID"]) && (keys["passwordHash"] || keys["connection"] && keys["tenant"])
}
