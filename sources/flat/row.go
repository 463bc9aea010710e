package flat

import (
	"strings"
	"sync"

	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
)

// row is one record on its way into a user.
type row struct {
	*plan
	values []value  // by slot
	cells  []string // of a table
	rest   map[string]any
	room   room.Room
	common common
	spare  *record.Spare // nil = the user may be kept
}

// rows are used again: their users keep nothing of them but copies, and what
// stands in the room.
var rows = sync.Pool{New: func() any { return new(row) }}

// row is an empty row of the plan, for one record.
func (p *plan) row(raw *record.Raw) *row {
	r := oldRow(raw.Spare)
	r.plan, r.spare = p, raw.Spare
	if cap(r.values) < p.width {
		r.values = make([]value, p.width)
	}
	r.values = r.values[:p.width]
	return r
}

func oldRow(spare *record.Spare) *row {
	if spare == nil {
		return rows.Get().(*row)
	}
	r, is := spare.Decoder.(*row)
	if !is {
		r = new(row)
		spare.Decoder = r
	}
	return r
}

// release gives the row back. What it points to is forgotten.
func (r *row) release() {
	clear(r.values)
	r.values, r.rest = r.values[:0], nil
	if r.spare == nil {
		r.plan = nil
		rows.Put(r)
	}
}

// of is the first text that the origins of a field give.
func (r *row) of(field int) string {
	if slot := r.direct[field]; slot >= 0 {
		return r.values[slot].cell
	} else if slot == absent {
		return ""
	}
	return r.first(r.fields[field])
}

func (r *row) first(list []source) string {
	for i := range list {
		if text := r.text(&list[i]); text != "" {
			return text
		}
	}
	return ""
}

func (r *row) text(s *source) string {
	if s.slot < 0 {
		return s.Value
	}
	v, text := &r.values[s.slot], ""
	if v.json == nil && len(s.path) == 0 { // most
		text = v.cell
	} else {
		text = v.at(s.path).textIn(&r.room)
	}
	if text == "" {
		return ""
	}
	if s.Values != nil {
		if other, ok := s.Values[text]; ok {
			text = other
		}
	}
	if s.Prefix != "" && !strings.HasPrefix(text, s.Prefix) {
		text = s.Prefix + text
	}
	return text
}

// flag says whether any origin of a field says yes. What is absent says
// neither yes nor no.
func (r *row) flag(field int) bool {
	if r.direct[field] == absent {
		return false
	}
	list := r.fields[field]
	for i := range list {
		if text := r.text(&list[i]); text != "" && isYes(text, list[i].Is) != list[i].Not {
			return true
		}
	}
	return false
}
