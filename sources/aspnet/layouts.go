package aspnet

import (
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/table"
)

var tables = owner.Pair{
	Provider: layout.ASPNet,
	Users:    "AspNetUser",
	Rows:     "AspNetUserLogin",
	IsUser:   isUser,
	IsRow:    isRow,
	HasUsers: func(s *layout.Sample) bool { return s.HasColumns("UserName", "PasswordHash", "SecurityStamp") },
	HasRows:  hasRows,
	Open:     open,
	Keys:     rows.Keys,
}

// The layouts of the tables.
var (
	Users    = tables.UsersJSON()
	Table    = tables.UsersTable()
	Rows     = tables.RowsJSON()
	RowTable = tables.RowsTable()
)

// open reads users as of now: a lockout may be over.
func open() layout.Members { return layout.AsOfNow(decode) }

// isUser knows a row by columns that nobody else has. SQL Server leaves out
// what is null in JSON, so that PasswordHash may be missing.
func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["username"] && has["securitystamp"] && (has["passwordhash"] || has["lockoutenabled"] || has["concurrencystamp"])
}
