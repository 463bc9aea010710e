package flat

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages counts objects around lists of users, which often say how many users
// there are and where the next ones begin.
type pages struct {
	users, total int
	next         bool
}

// The members that APIs use for it.
var (
	totals = []string{"total", "totalCount", "total_count", "totalResults", "total_results", "totalItems"}
	nexts  = []string{"next", "nextPageToken", "next_page_token", "nextPage", "next_page", "next_cursor", "nextCursor", "NextToken", "nextLink", "@odata.nextLink", "@nextLink"}
	mores  = []string{"has_more", "hasMore", "has_next", "hasNext"}
)

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	p.next = false
	for key, v := range members.All() {
		switch name := string(key); {
		case oneOf(name, totals...):
			if n, err := strconv.Atoi(field.Text(v)); err == nil {
				p.total = max(p.total, n)
			}
		case oneOf(name, nexts...):
			p.next = p.next || !field.Absent(v)
		case oneOf(name, mores...):
			p.next = p.next || field.Flag(v)
		}
	}
}

func (p *pages) Notes() []record.Note {
	switch {
	case p.total > p.users:
		return []record.Note{{Code: "export_incomplete", Detail: fmt.Sprintf("%d of %d users", p.users, p.total)}}
	case p.next && p.total == 0:
		return []record.Note{{Code: "export_incomplete", Detail: "the last page names a next one"}}
	}
	return nil
}
