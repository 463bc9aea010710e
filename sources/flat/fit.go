package flat

import (
	"strings"

	"example.com/usher/sources/room"
)

// fit puts the cells of a row into their columns; repaired: what was wrong with
// it could be put right. Cells too few, or empty ones too many at the end, are
// all right where the last that is not empty shows by its form that nothing has
// shifted; empty ones that every row has do not count.
func (t *sheet) fit(r *row, data []byte, valid bool) (repaired bool, err error) {
	cells, repaired, err := t.cells(r, data, valid)
	if err != nil {
		return false, err
	}
	last, over := t.take(r, cells)
	if len(cells) == len(t.columns) {
		return repaired, nil
	}
	fits, ends := r.anchored(last)
	usual := len(cells) == len(t.columns)+t.trailing
	if over || !fits || !ends && !usual {
		return false, misfit(len(cells), len(t.columns))
	}
	return !usual, nil
}

// cells cuts a row into texts.
func (t *sheet) cells(r *row, data []byte, valid bool) (cells []string, repaired bool, err error) {
	text := r.keep(data)
	if !valid {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	r.cells, repaired, err = t.dialect.AppendTexts(r.cells[:0], text, &r.room)
	if len(text) > room.Shared && r.spare == nil { // who keeps one of them keeps no long row
		for i, cell := range r.cells {
			r.cells[i] = strings.Clone(cell)
		}
	}
	return r.cells, repaired, err
}

// keep gives data as a text that stays as long as the user.
func (r *row) keep(data []byte) string {
	if r.spare != nil {
		return r.spare.Text(data)
	}
	return r.room.String(data)
}

// take puts cells into their columns, and gives the column of the last one
// that is not empty. over: there is one that is not empty behind the last
// column.
func (t *sheet) take(r *row, cells []string) (last int, over bool) {
	last = -1
	values := r.values[:len(t.columns)]
	for i, cell := range cells {
		if i >= len(values) {
			over = over || strings.TrimSpace(cell) != ""
			continue
		}
		if !asItStands(cell) {
			cell = textOf(cell, t.guarded)
		}
		if values[i].cell = cell; cell != "" {
			last = i
		}
	}
	return last, over
}

// anchored: all cells whose column asks for a form have it; ends says that the
// last one is among them.
func (r *row) anchored(last int) (fits, ends bool) {
	for _, a := range anchors {
		for i := range r.fields[a.field] {
			s := &r.fields[a.field][i]
			if s.slot < 0 || s.path != nil || s.Values != nil || r.values[s.slot].cell == "" {
				continue
			}
			if !a.is(r.values[s.slot].cell) {
				return false, false
			}
			ends = ends || s.slot == last
		}
	}
	return true, ends
}

// anchors are the fields whose values have a form that others lack.
var anchors = []struct {
	field int
	is    func(string) bool
}{
	{email, isEmail}, {phone, isE164}, {passwordHash, isHash}, {createdAt, isTime}, {updatedAt, isTime}, {lastLogin, isTime},
}
