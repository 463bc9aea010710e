package auth0

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

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
	Open:       func(f layout.File) (layout.Decode, error) { return decoder(f, nil), nil },
	Tally:      pages.Tally,
}

// Extension is the JSON of the user import/export extension, whose members
// are called as in a table ("Given Name").
var Extension = layout.Layout{
	Provider: layout.Auth0,
	Name:     "users of the import/export extension",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyObject(isExtension) },
	Open:     func(f layout.File) (layout.Decode, error) { return decoder(f, columnFor), nil },
}

// Import is a file in the form that Auth0's bulk import takes.
var Import = layout.Layout{
	Provider: layout.Auth0,
	Name:     "users for the bulk import",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyObject(isImport) },
	Open:     func(f layout.File) (layout.Decode, error) { return decoder(f, nil), nil },
}

// decoder reads JSON users, with other names for the members where rename is
// given.
func decoder(f layout.File, rename func(string) column) layout.Decode {
	return func(raw record.Raw, u *record.User) error {
		p := newProfile(raw.Spare)
		defer p.release()
		if err := p.read(raw.Data, rename); err != nil {
			return err
		}
		return p.fill(u, f.Hashes)
	}
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
// "auth0|...", "google-oauth2|...". Entries of Auth0's log have one too.
func isProfile(o object.Object) bool {
	return isUserID(o.Get("user_id")) && o.Get("log_id") == nil && (o.Get("date") == nil || o.Get("type") == nil)
}

func isUserID(v jsontext.Value) bool {
	prefix, _, ok := strings.Cut(field.Text(v), "|")
	return ok && isStrategy(prefix)
}

// isStrategy: what Auth0 calls strategies are small letters, digits and
// dashes.
func isStrategy(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// isExtension knows the extension's default names.
func isExtension(o object.Object) bool {
	return isUserID(o.Get("Id")) || o.Get("Id") != nil && o.Get("Connection") != nil
}

// isImport knows what only the schema of the bulk import has.
func isImport(o object.Object) bool {
	return (o.Get("email") != nil || o.Get("username") != nil || o.Get("phone_number") != nil) &&
		(o.Get("custom_password_hash") != nil || o.Get("mfa_factors") != nil)
}

// isEntry knows an entry of the hash export by its MongoDB id.
func isEntry(o object.Object) bool {
	keys := o.Keys()
	return (keys["_id"] || keys["_ID"]) && (keys["passwordHash"] || keys["connection"] && keys["tenant"])
}

// pages are the answers of GET /api/v2/users: with include_totals each says
// how many users there are, with a checkpoint it names the next one (docs:
// Management API, list users).
var pages = layout.Pages{Totals: []string{"total"}, Nexts: []string{"next"}}
