package devise

import (
	"slices"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

var tables = owner.Pair{
	Provider: layout.Devise,
	Users:    "user",
	Rows:     "identity",
	IsUser:   isUser,
	IsRow:    isIdentity,
	HasUsers: func(s *layout.Sample) bool {
		return s.HasColumns("email", "encrypted_password") && slices.ContainsFunc(ofModules, func(c string) bool { return s.HasColumns(c) })
	},
	HasRows: func(s *layout.Sample) bool { return s.HasColumns("user_id", "provider", "uid") },
	Open:    func() layout.Members { return decode },
	Keys:    identities.Keys,
}

// The layouts of the tables.
var (
	Users         = usersJSON()
	Table         = usersTable()
	Identities    = tables.RowsJSON()
	IdentityTable = tables.RowsTable()
)

// ofModules are columns of Devise's modules.
var ofModules = []string{
	"reset_password_token", "reset_password_sent_at", "remember_created_at", "remember_token", "sign_in_count", "current_sign_in_at",
	"confirmation_token", "confirmed_at", "confirmation_sent_at", "unconfirmed_email", "failed_attempts", "unlock_token", "locked_at",
}

func usersJSON() layout.Layout {
	l := tables.UsersJSON()
	l.Tally = pepper.Tally
	return l
}

// usersTable reads rows, in which an empty cell is as absent as a column that
// is not there: the header tells which.
func usersTable() layout.Layout {
	l := tables.UsersTable()
	l.Tally = pepper.Tally
	l.Open = func(f layout.File) (layout.Decode, error) {
		confirmable := f.Sample.HasColumns("confirmed_at")
		return layout.Members(func(o object.Object, index *join.Index, u *record.User) error {
			return decodeUser(o, index, u, confirmable)
		}).Rows(f)
	}
	return l
}

func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["email"] && has["encryptedpassword"] && slices.ContainsFunc(ofModules, func(c string) bool { return has[table.Key(c)] })
}

// isIdentity knows a social login; a user may have one inside, too.
func isIdentity(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["userid"] && has["provider"] && has["uid"] && !has["encryptedpassword"]
}

// pepper says that the app may have one: its hashes look like all others, and
// none opens.
var pepper = layout.Pages{Always: []record.Note{{Code: "pepper_possible", Detail: "config.pepper of Devise"}}}
