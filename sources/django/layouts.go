package django

import (
	"io"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/split"
)

var tables = owner.Pair{
	Provider: layout.Django,
	Users:    "auth_user",
	Rows:     "account_emailaddress",
	IsUser:   isUser,
	IsRow:    isRow,
	HasUsers: func(s *layout.Sample) bool {
		return s.HasColumns("password", "last_login", "is_superuser") || s.HasColumns("password", "last_login", "is_active", "is_staff")
	},
	HasRows: hasRows,
	Open:    func() layout.Members { return decodeRow },
	Keys:    rows.Keys,
}

// The layouts of the tables.
var (
	Users    = tables.UsersJSON()
	Table    = tables.UsersTable()
	Rows     = tables.RowsJSON()
	RowTable = tables.RowsTable()
)

// Dump is what dumpdata writes, with users among other models or without
// them.
var Dump = layout.Layout{
	Provider: layout.Django,
	Name:     "dumpdata",
	Kind:     layout.Users,
	Detect:   isDump,
	Split: func(r io.Reader, s *layout.Sample) split.Splitter {
		return split.Only(s.Split(r, split.Containers{}), isNoOtherModel)
	},
	Open: layout.Members(decodeFixture).Objects,
	Beside: &layout.Layout{
		Provider: layout.Django,
		Name:     "email addresses and logins of a dump",
		Kind:     layout.PasswordHashes,
		Rows:     true,
		Keys:     rows.Keys,
	},
}

// RowDump is a dump of email addresses or logins alone.
var RowDump = layout.Layout{
	Provider: layout.Django,
	Name:     "email addresses and logins from dumpdata",
	Kind:     layout.PasswordHashes,
	Rows:     true,
	Detect: func(s *layout.Sample) bool {
		return s.AnyIn(split.Containers{}, isRowFixture) && !s.AnyIn(split.Containers{}, func(o object.Object) bool { return !isRowFixture(o) })
	},
	Keys: rows.Keys,
}

// isDump knows a dump with users, or one whose users stand behind what can be
// seen of it: other models come first.
func isDump(s *layout.Sample) bool {
	if !s.AnyIn(split.Containers{}, isFixture) || RowDump.Detect(s) {
		return false
	}
	return !s.Whole || s.AnyIn(split.Containers{}, isUserFixture) || len(s.Objects(split.Containers{})) >= manyObjects
}

// manyObjects is as many as a sample shows, or more; behind them there may be
// users.
const manyObjects = 50

// isNoOtherModel passes over records that are whole and no users.
func isNoOtherModel(data []byte) bool {
	o, _, err := object.Read(data)
	return err != nil || !isFixture(o) || isUserFixture(o)
}
