package fusionauth

import (
	"io"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

var tables = owner.Pair{
	Provider: layout.FusionAuth,
	Users:    "users",
	Rows:     "identities",
	IsRow:    isIdentity,
	HasUsers: func(s *layout.Sample) bool {
		return !hasIdentities(s) && (s.HasColumns("encryption_scheme", "salt", "password") || s.HasColumns("id", "tenants_id", "insert_instant", "active"))
	},
	HasRows: hasIdentities,
	Open:    open,
	Keys:    identities.Keys,
}

// The layouts of the tables.
var (
	Table         = tables.UsersTable()
	Identities    = tables.RowsJSON()
	IdentityTable = tables.RowsTable()
)

// Users is JSON of any shape: pages of the search, a file for the import, rows
// of the database.
var Users = layout.Layout{
	Provider: layout.FusionAuth,
	Name:     "users as JSON",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyIn(around(s), isUser) },
	Split:    func(r io.Reader, s *layout.Sample) split.Splitter { return s.Split(r, around(s)) },
	Open:     func(f layout.File) (layout.Decode, error) { return open().Objects(f) },
	Tally:    pages.Tally,
}

// around is what pages, and programs for databases, put around users.
func around(s *layout.Sample) split.Containers {
	return split.Containers{Arrays: append(s.Around().Arrays, s.Tables().Arrays...)}
}

// open reads users as of now: an account may expire.
func open() layout.Members { return layout.AsOfNow(decode) }

// isUser knows a user by words of FusionAuth's own, as the API or the
// database spells them.
func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	switch {
	case isOther(o):
		return false
	case has["encryptionscheme"] && has["password"]:
		return true
	}
	return has["insertinstant"] && (has["email"] || has["username"] || has["identities"] || has["usernamestatus"] || has["active"] && has["firstname"])
}

// isOther knows what stands inside of users, or in the other table, and has
// some of their words: registrations, memberships, identities.
func isOther(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["applicationid"] || has["groupid"] || isIdentity(o)
}

// isIdentity knows a row of the table identities; in a CSV of it what is
// empty is not there.
func isIdentity(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["usersid"] && (has["encryptionscheme"] || has["verified"] && has["insertinstant"]) &&
		!has["firstname"] && !has["lastname"] && !has["applicationsid"]
}

func hasIdentities(s *layout.Sample) bool {
	return s.HasColumns("users_id", "encryption_scheme") && !s.HasColumns("first_name") && !s.HasColumns("last_name")
}

// pages are answers of the search, each of which says how many users there
// are.
var pages = layout.Pages{Totals: []string{"total"}}
