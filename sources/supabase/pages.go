package supabase

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages counts the answers of the admin API; its SDK adds how many users there
// are.
type pages struct{ users, total int }

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	if n, err := strconv.Atoi(field.Text(members.Get("total"))); err == nil {
		p.total = max(p.total, n)
	}
}

func (p *pages) Notes() []record.Note {
	notes := []record.Note{{Code: "password_hash_missing", Detail: "the admin API leaves password hashes out; export the table auth.users instead"}}
	if p.total > p.users {
		notes = append(notes, record.Note{Code: "export_incomplete", Detail: fmt.Sprintf("%d of %d users", p.users, p.total)})
	}
	return notes
}
