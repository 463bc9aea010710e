package clerk

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages counts the lists of the SDK, each of which says how many users there
// are.
type pages struct{ users, total int }

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	for _, key := range []string{"totalCount", "total_count"} {
		if n, err := strconv.Atoi(field.Text(members.Get(key))); err == nil {
			p.total = max(p.total, n)
		}
	}
}

func (p *pages) Notes() []record.Note {
	if p.total <= p.users {
		return nil
	}
	return []record.Note{{Code: "export_incomplete", Detail: fmt.Sprintf("%d of %d users", p.users, p.total)}}
}
