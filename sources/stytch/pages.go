package stytch

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages counts answers of the search, each of which says how many users there
// are (-1 where Stytch does not count) and where the next page begins.
type pages struct {
	users, total int
	next         bool
}

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	metadata, ok := object.Nested(members.Get("results_metadata"))
	if !ok {
		return
	}
	if n, err := strconv.Atoi(field.Text(metadata.Get("total"))); err == nil {
		p.total = max(p.total, n)
	}
	p.next = !field.Absent(metadata.Get("next_cursor"))
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
