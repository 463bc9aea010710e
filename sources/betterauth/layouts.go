package betterauth

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/table"
)

var tables = owner.Pair{
	Provider: layout.BetterAuth,
	Users:    "user",
	Rows:     "account",
	IsUser:   isUser,
	IsRow:    isAccount,
	HasUsers: func(s *layout.Sample) bool { return isHeader(s) && s.AnyRow(isVerifiedByFlag) },
	HasRows:  func(s *layout.Sample) bool { return s.HasColumns("userId", "providerId", "accountId") },
	Open:     open,
	Keys:     accounts.Keys,
}

// The layouts of the two tables.
var (
	Dump         = tables.Dump()
	Users        = tables.UsersJSON()
	Table        = tables.UsersTable()
	Accounts     = tables.RowsJSON()
	AccountTable = tables.RowsTable()
)

// open reads users as of now: a ban that has ended is none.
func open() layout.Members { return layout.AsOfNow(decode) }

// core are the columns of every user table (docs: core schema).
var core = []string{"name", "email", "emailverified", "image", "createdat", "updatedat"}

// isUser knows a user by the core schema, in which emailVerified is a flag, or,
// where a query chose some of it, by the accounts inside. One with a password
// inside comes from another schema.
func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	if has["id"] && has["email"] && !has["password"] && holdsAccounts(o) {
		return true
	}
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

// holdsAccounts: a list of accounts stands inside of the user. Their userId may
// be left out there.
func holdsAccounts(o object.Object) bool {
	for key, v := range o.All() {
		if name := table.Key(string(key)); name != "accounts" && name != "account" {
			continue
		}
		for el := range object.Elements(v) {
			account, ok := object.Nested(el)
			if has := account.Normal(table.Key); ok && has["providerid"] && (has["accountid"] || has["password"]) {
				return true
			}
		}
	}
	return false
}

func isAccount(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["userid"] && has["providerid"] && has["accountid"]
}
