package auth0

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages counts the answers of GET /api/v2/users: with include_totals each
// says how many users there are, with a checkpoint it names the next one
// (docs: Management API, list users).
type pages struct {
	users, total int
	next         bool
}

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	if n, err := strconv.Atoi(field.Text(members.Get("total"))); err == nil {
		p.total = max(p.total, n)
	}
	p.next = !field.Absent(members.Get("next"))
}

func (p *pages) Notes() []record.Note {
	switch {
	case p.total > p.users:
		return []record.Note{{Code: "export_incomplete", Detail: fmt.Sprintf("%d of %d users", p.users, p.total)}}
	case p.next:
		return []record.Note{{Code: "export_incomplete", Detail: "the last page names a next one"}}
	}
	return nil
}
