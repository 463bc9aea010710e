package flat

import (
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
	"example.com/usher/sources/room"
	"example.com/usher/sources/table"
)

// row is one record on its way into a user.
type row struct {
	*plan
	values []value // by slot
	cells  table.Row
	rest   map[string]any
	room   room.Room
}

// rows are used again: their users keep nothing of them but copies, and what
// stands in the room.
var rows = sync.Pool{New: func() any { return new(row) }}

// row is an empty row of the plan.
func (p *plan) row() *row {
	r := rows.Get().(*row)
	r.plan = p
	if cap(r.values) < p.width {
		r.values = make([]value, p.width)
	}
	r.values = r.values[:p.width]
	return r
}

// release gives the row back. What it points to is forgotten.
func (r *row) release() {
	clear(r.values)
	r.plan, r.values, r.rest = nil, r.values[:0], nil
	rows.Put(r)
}

// of is the first text that the origins of a field give.
func (r *row) of(field int) string { return r.first(r.fields[field]) }

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
	list := r.fields[field]
	for i := range list {
		if text := r.text(&list[i]); text != "" && isYes(text, list[i].Is) != list[i].Not {
			return true
		}
	}
	return false
}

// metadata gathers the entries, those of the rest first.
func (r *row) metadata(list entries, m map[string]any) map[string]any {
	put := func(key string, v jsontext.Value) {
		if m == nil {
			m = make(map[string]any, len(list))
		}
		m[key] = v
	}
	for _, e := range list {
		v := r.entryValue(e.sources)
		if v == nil {
			continue
		}
		members := object.Object(nil)
		if e.key == spread {
			members, _ = object.Nested(v)
		}
		if members == nil {
			put(e.name(), v)
			continue
		}
		for key, member := range object.Metadata(v) {
			if _, taken := m[key]; !taken {
				put(key, member.(jsontext.Value))
			}
		}
	}
	return m
}

// name is the key of what should have been an object and is none.
func (e entry) name() string {
	if e.key == spread {
		return e.sources[0].Column
	}
	return e.key
}

func (r *row) entryValue(list []source) jsontext.Value {
	for i := range list {
		s := &list[i]
		if s.slot < 0 || s.Values != nil || s.Prefix != "" {
			if text := r.text(s); text != "" {
				return r.room.Quote(text)
			}
			continue
		}
		if v := r.metadataOf(r.values[s.slot].at(s.path)); v != nil {
			return v
		}
	}
	return nil
}

// metadataOf is a value as JSON of its own; nil where it is absent. Texts of
// tables stay texts: "01234" is no number.
func (r *row) metadataOf(v value) jsontext.Value {
	switch {
	case v.json != nil && v.json.Kind() != '"':
		return v.metadata()
	case v.json != nil:
		if v.text() == "" {
			return nil
		}
		return r.room.Value(v.json)
	case v.cell == "":
		return nil
	}
	if j := cellJSON(v.cell); j != nil {
		return j
	}
	return r.room.Quote(v.cell)
}
