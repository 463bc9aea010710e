package laravel

import (
	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// Users is the table as JSON.
var Users = layout.Layout{
	Provider: layout.Laravel,
	Name:     "users as JSON",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.AnyIn(s.Tables(), isUser) },
	Split:    layout.SplitTables(isUser),
	Open:     layout.Members(decode).Objects,
}

// Table is the table as CSV.
var Table = layout.Layout{
	Provider: layout.Laravel,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns(model...) },
	Split:    layout.SplitRows,
	Open:     openTable,
}

// model are the columns by which the table is known.
var model = []string{"id", "email", "password", "remember_token"}

func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	for _, c := range model {
		if !has[table.Key(c)] {
			return false
		}
	}
	return true
}

// confirmation is the column that says since when a second factor works. Apps
// older than it have none.
const confirmation = "two_factor_confirmed_at"

func decode(o object.Object, _ *join.Index, u *record.User) error {
	return decodeUser(o, u, o.Has(confirmation))
}

// openTable reads rows, in which an empty cell is as absent as a column that
// is not there: the header tells which.
func openTable(f layout.File) (layout.Decode, error) {
	confirms := f.Sample.HasColumns(confirmation)
	return layout.Members(func(o object.Object, _ *join.Index, u *record.User) error {
		return decodeUser(o, u, confirms)
	}).Rows(f)
}
