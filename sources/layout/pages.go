package layout

import (
	"fmt"
	"strconv"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// Pages says how a provider's listings count themselves, so that a page that
// is missing is noticed:
//
//	Tally: layout.Pages{Totals: []string{"total"}}.Tally,
type Pages struct {
	// Within are the objects around users that hold these members; none = the
	// object around the users itself.
	Within []string
	// Totals are members that say how many users there are.
	Totals []string
	// Nexts are members that say where the next page begins.
	Nexts []string
	// Always is said in any case.
	Always []record.Note
}

// Tally is the Tally of a layout.
func (p Pages) Tally() Tally { return &pages{of: p} }

type pages struct {
	of           Pages
	users, total int
	next         bool
}

func (p *pages) Page(members object.Object, records int) {
	p.users += records
	p.next = false
	if len(p.of.Within) == 0 {
		p.take(members)
	}
	for _, name := range p.of.Within {
		if o, ok := object.Nested(members.Get(name)); ok {
			p.take(o)
		}
	}
}

func (p *pages) take(members object.Object) {
	for _, name := range p.of.Totals {
		if n, err := strconv.Atoi(field.Text(members.Get(name))); err == nil {
			p.total = max(p.total, n)
		}
	}
	for _, name := range p.of.Nexts {
		p.next = p.next || !field.Absent(members.Get(name))
	}
}

func (p *pages) Notes() []record.Note {
	notes := p.of.Always[:len(p.of.Always):len(p.of.Always)]
	switch {
	case p.total > p.users:
		notes = append(notes, record.Note{Code: "export_incomplete", Detail: fmt.Sprintf("%d of %d users", p.users, p.total)})
	case p.next:
		notes = append(notes, record.Note{Code: "export_incomplete", Detail: "the last page names a next one"})
	}
	return notes
}
