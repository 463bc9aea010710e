package descope

import (
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// Users is JSON of any shape.
var Users = layout.Layout{
	Provider:   layout.Descope,
	Name:       "users of the API",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyObject(isUser) },
	Containers: (&layout.Sample{}).Around(),
	Open:       layout.Members(decode).Objects,
	Tally:      pages.Tally,
}

// Table is a CSV of them.
var Table = layout.Layout{
	Provider: layout.Descope,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns("loginIds", "userId") },
	Split:    layout.SplitRows,
	Open:     layout.Members(decode).Rows,
	Tally:    pages.Tally,
}

func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["loginids"] && has["userid"]
}

// pages are answers of the search, which may say how many users there are.
var pages = layout.Pages{
	Totals: []string{"total"},
	Always: []record.Note{{Code: "password_hash_missing", Detail: "Descope hands out no password hashes: users set a new password or log in by code or link"}},
}
