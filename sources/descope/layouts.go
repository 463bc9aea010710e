package descope

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
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
	Tally:      func() layout.Tally { return &pages{} },
}

// Table is a CSV of them.
var Table = layout.Layout{
	Provider: layout.Descope,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns("loginIds", "userId") },
	Split:    layout.SplitRows,
	Open:     layout.Members(decode).Rows,
	Tally:    func() layout.Tally { return &pages{} },
}

func isUser(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["loginids"] && has["userid"]
}

// pages counts the pages of a search, which say how many users there are, and
// says that passwords are not in them.
type pages struct{ users, total int }

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	if n, err := strconv.Atoi(field.Text(members.Get("total"))); err == nil {
		p.total = max(p.total, n)
	}
}

func (p *pages) Notes() []record.Note {
	notes := []record.Note{{Code: "password_hash_missing", Detail: "Descope hands out no password hashes: users set a new password or log in by code or link"}}
	if p.total > p.users {
		notes = append(notes, record.Note{Code: "export_incomplete", Detail: fmt.Sprintf("%d of %d users", p.users, p.total)})
	}
	return notes
}
