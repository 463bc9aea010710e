package authjs

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/table"
)

var tables = owner.Pair{
	Provider: layout.AuthJS,
	Users:    "user",
	Rows:     "account",
	IsUser:   isUser,
	IsRow:    isAccount,
	HasUsers: isTable,
	HasRows: func(s *layout.Sample) bool {
		return s.HasColumns("userId", "provider", "providerAccountId") || s.HasColumns("userId", "credentialID", "providerAccountId")
	},
	Open: func() layout.Members { return decode },
	Keys: accounts.Keys,
}

// The layouts of the tables.
var (
	Dump         = tables.Dump()
	Users        = tables.UsersJSON()
	Table        = tables.UsersTable()
	Accounts     = tables.RowsJSON()
	AccountTable = tables.RowsTable()
)

// model are the columns of the table User (docs: database models).
var model = []string{"id", "name", "email", "emailverified", "image"}

// isUser knows a user by the model, in which emailVerified is a time or
// nothing; where it is a flag the table is somebody else's.
func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	for _, c := range model {
		if !has[c] {
			return false
		}
	}
	return !isAccount(o) && isTimeOrNothing(o)
}

// isTable knows the table by its columns in their own spelling, or by times
// where apps like to have flags.
func isTable(s *layout.Sample) bool {
	if !s.HasColumns(model...) || s.AnyRow(func(o object.Object) bool { return !isTimeOrNothing(o) }) {
		return false
	}
	return s.Columns()["emailVerified"] || s.AnyRow(func(o object.Object) bool { return !field.Absent(verifiedAt(o)) })
}

func isTimeOrNothing(o object.Object) bool {
	v := verifiedAt(o)
	return field.Absent(v) || len(field.Text(v)) > 1 && !field.Time(v).IsZero()
}

func verifiedAt(o object.Object) jsontext.Value {
	for key, v := range o.All() {
		if table.Key(string(key)) == "emailverified" {
			return object.Plain(v)
		}
	}
	return nil
}

func isAccount(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["userid"] && has["provideraccountid"] && (has["provider"] || has["credentialid"])
}
