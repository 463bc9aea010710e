package flat

import (
	"errors"
	"fmt"
	"slices"
)

// OriginOf says how a column is read for the field that it goes into; the zero
// value is a column that goes into no field.
func (m *Mapping) OriginOf(column string) Origin {
	list, at := m.placeOf(column)
	if at < 0 {
		return Origin{}
	}
	return list[at]
}

// Before are the columns that are tried before this one for its field.
func (m *Mapping) Before(column string) []string {
	list, at := m.placeOf(column)
	if at < 1 || raisedBy(m, list) {
		return nil
	}
	return columnsOf(list[:at])
}

// placeOf is the list of the field that a column goes into, and its place in
// it, -1 for none.
func (m *Mapping) placeOf(column string) (Origins, int) {
	for i, f := range fields {
		if m.Password == nil && i >= passwordHash {
			continue
		}
		list := *f.of(m)
		if at := slices.IndexFunc(list, func(o Origin) bool { return same(o.Column, column) }); at >= 0 {
			return list, at
		}
	}
	return nil, -1
}

// raisedBy says that a list is that of a flag, whose columns have no order.
func raisedBy(m *Mapping, list Origins) bool {
	for i, f := range fields {
		if raised(i) && len(list) > 0 && len(*f.of(m)) > 0 && &list[0] == &(*f.of(m))[0] {
			return true
		}
	}
	return false
}

var errNotAField = errors.New("only a field takes a second column")

// Also adds a column to a field as the last that is tried: it counts where the
// others are empty.
func (m *Mapping) Also(o Origin, field string) error {
	for i, f := range fields {
		if f.name != field || m.Password == nil && i >= passwordHash {
			continue
		}
		m.take(o.Column)
		to := f.of(m)
		*to = append(*to, o)
		m.explain(o.Column, "chosen")
		return nil
	}
	return fmt.Errorf("%s: %w", field, errNotAField)
}

// SetRest says where columns go that are named nowhere: "trusted", "untrusted"
// or "none".
func (m *Mapping) SetRest(where string) error {
	if !oneOf(where, restTrusted, restUntrusted, restNone) {
		return fmt.Errorf("rest: %q is none of %s, %s and %s", where, restTrusted, restUntrusted, restNone)
	}
	m.Rest = where
	for i, g := range m.About {
		m.About[i].Field = m.Goes(g.Column)
	}
	return nil
}
