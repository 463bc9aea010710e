package betterauth

import (
	"bytes"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// The lists of a dump, by the names that tables have there.
var (
	ofUsers    = split.Containers{Arrays: []string{"user", "users"}}
	ofAccounts = split.Containers{Arrays: []string{"account", "accounts"}}
	ofBoth     = split.Containers{Arrays: slices.Concat(ofUsers.Arrays, ofAccounts.Arrays)}
)

// Dump is one JSON object that holds several tables.
var Dump = layout.Layout{
	Provider:   layout.BetterAuth,
	Name:       "tables in one file",
	Kind:       layout.Users,
	Detect:     isDump,
	Containers: ofUsers,
	Open:       open(layout.Members.Objects),
	Beside: &layout.Layout{
		Provider:   layout.BetterAuth,
		Name:       "the accounts of a dump",
		Kind:       layout.PasswordHashes,
		Containers: ofBoth, // so that a dump without accounts is not one long record
		Keys:       keys,
	},
}

// Users is the table user as JSON, or a collection of MongoDB.
var Users = layout.Layout{
	Provider: layout.BetterAuth,
	Name:     "the table user as JSON",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyIn(split.Containers{}, isUser) },
	Open:     open(layout.Members.Objects),
}

// Table is the table user as CSV.
var Table = layout.Layout{
	Provider: layout.BetterAuth,
	Name:     "the table user as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return isHeader(s) && s.AnyRow(isVerifiedByFlag) },
	Split:    layout.SplitRows,
	Open:     open(layout.Members.Rows),
}

// Accounts is the table account as JSON.
var Accounts = layout.Layout{
	Provider:   layout.BetterAuth,
	Name:       "the table account as JSON",
	Kind:       layout.PasswordHashes,
	Detect:     func(s *layout.Sample) bool { return s.AnyIn(ofAccounts, isAccount) },
	Containers: ofAccounts,
	Keys:       keys,
}

// AccountTable is the table account as CSV.
var AccountTable = layout.Layout{
	Provider: layout.BetterAuth,
	Name:     "the table account as CSV",
	Kind:     layout.PasswordHashes,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns("userId", "providerId", "accountId") },
	Rewrite:  table.NDJSON,
	Keys:     keys,
}

// open reads users as of now: a ban that has ended is none.
func open(as func(layout.Members, layout.File) (layout.Decode, error)) func(layout.File) (layout.Decode, error) {
	return func(f layout.File) (layout.Decode, error) {
		now := time.Now()
		return as(func(o object.Object, accounts *join.Index, u *record.User) error {
			return decode(o, accounts, u, now)
		}, f)
	}
}

// isDump: one object with a list of users, or a list of accounts and the users
// behind the sample. A user may have such a list too.
func isDump(s *layout.Sample) bool {
	keys := s.Keys()
	switch {
	case keys["email"] || !bytes.HasPrefix(bytes.TrimSpace(s.Text), []byte("{")):
		return false
	case keys["user"] || keys["users"]:
		return s.AnyIn(ofUsers, isUser)
	case keys["account"] || keys["accounts"]:
		return !s.Whole && s.AnyIn(ofAccounts, isAccount)
	}
	return false
}

// core are the columns of every user table (docs: core schema).
var core = []string{"name", "email", "emailverified", "image", "createdat", "updatedat"}

// isUser knows a user by the core schema, in which emailVerified is a flag.
// One with a password inside comes from another schema.
func isUser(o object.Object) bool {
	has := normal(o)
	for _, c := range core {
		if !has[c] {
			return false
		}
	}
	return has["id"] && isVerifiedByFlag(o) && !has["password"] && !has["passwordhash"] && !has["hashedpassword"]
}

func isHeader(s *layout.Sample) bool {
	return s.HasColumns(append([]string{"id"}, core...)...) && !s.HasColumns("password")
}

func isVerifiedByFlag(o object.Object) bool {
	for key, v := range o.All() {
		if table.Key(string(key)) == "emailverified" {
			return isFlag(v)
		}
	}
	return false
}

func isFlag(v jsontext.Value) bool {
	switch field.Text(v) {
	case "true", "false", "t", "f", "0", "1", "TRUE", "FALSE":
		return true
	}
	return false
}

func isAccount(o object.Object) bool {
	has := normal(o)
	return has["userid"] && has["providerid"] && has["accountid"]
}

// normal are the keys as table.Key writes them, "_id" as "id".
func normal(o object.Object) map[string]bool {
	has := map[string]bool{}
	for key := range o.All() {
		has[table.Key(string(key))] = true
	}
	return has
}
