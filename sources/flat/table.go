package flat

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
	"example.com/usher/sources/split"
	"example.com/usher/sources/table"
)

// sheet is how one table is written and what is in its first rows.
type sheet struct {
	dialect *table.Dialect
	columns []string // "#1", "#2", ... without a header
	rows    [][]value
	guarded bool // text has an apostrophe before it, against formulas
	// trailing is how many empty cells too many most rows have at their end.
	trailing int
}

// sampled is how many rows or objects of a sample are looked at.
const sampled = 50

func newSheet(s *layout.Sample, m *Mapping) *sheet {
	t := &sheet{dialect: dialectOf(s, m)}
	cells := t.sample(s)
	t.columns = slices.Clone(t.dialect.Header)
	if t.columns == nil {
		width := 0
		for _, row := range cells {
			width = max(width, len(row))
		}
		for i := range width {
			t.columns = append(t.columns, numbered(i))
		}
	}
	if t.guarded = guarded(cells); t.guarded {
		for i, name := range t.columns {
			t.columns[i] = strings.TrimPrefix(name, "'")
		}
	}
	t.trailing = trailing(cells, len(t.columns))
	for _, row := range cells {
		if len(row) != len(t.columns) {
			continue
		}
		values := make([]value, len(row))
		for i, c := range row {
			values[i] = value{cell: textOf(strings.ToValidUTF8(string(c), "\uFFFD"), t.guarded)}
		}
		t.rows = append(t.rows, values)
	}
	return t
}

// trailing is the number of empty cells at the end that most rows have more
// than the header.
func trailing(rows [][][]byte, columns int) int {
	counts := map[int]int{}
	for _, row := range rows {
		if len(row) >= columns && len(bytes.TrimSpace(bytes.Join(row[columns:], nil))) == 0 {
			counts[len(row)-columns]++
		}
	}
	most := 0
	for n, count := range counts {
		if count > counts[most] || count == counts[most] && n < most {
			most = n
		}
	}
	return most
}

// dialectOf sniffs how the table is written, as far as the mapping does not
// say it.
func dialectOf(s *layout.Sample, m *Mapping) *table.Dialect {
	d := table.Sniff(s.Text)
	if m != nil && m.Table != nil && m.Table.Delimiter != "" {
		d = table.Separated(m.Table.Delimiter[0], s.Text)
	}
	header := !d.Headless()
	if m != nil && m.Table != nil && m.Table.Header != nil {
		header = *m.Table.Header
	}
	if !header {
		d = d.WithoutHeader()
	}
	return d
}

// sample gives the cells of the first rows.
func (t *sheet) sample(s *layout.Sample) [][][]byte {
	var rows [][][]byte
	in := t.dialect.SplitText(s.Text)
	for len(rows) < sampled {
		el, err := in.Next()
		if err != nil {
			break
		}
		row, err := t.dialect.Cells(bytes.Clone(el.Data))
		if el.Problem != "" || err != nil {
			continue
		}
		cells := make([][]byte, row.Len())
		for i := range cells {
			cells[i] = row.Cell(i)
		}
		rows = append(rows, cells)
	}
	return rows
}

// guarded reports whether a column of emails has an apostrophe before each,
// as programs write it that keep spreadsheets from running formulas.
func guarded(rows [][][]byte) bool {
	with, without := 0, 0
	for _, row := range rows {
		for _, cell := range row {
			text, is := bytes.CutPrefix(cell, []byte("'"))
			switch {
			case !isEmail(string(text)):
			case is:
				with++
			default:
				without++
			}
		}
	}
	return with > without
}

// guess guesses a mapping of the table's columns.
func (t *sheet) guess() *Mapping {
	return guess(fromColumns(t.columns, t.rows), t.dialect.Header == nil)
}

// plan fits a mapping, or else the guess, to the table.
func (t *sheet) plan(m *Mapping) (*plan, error) {
	if m == nil {
		m = t.guess()
	}
	p, err := forTable(m, t.columns)
	if err != nil {
		return nil, err
	}
	p.dates = p.orderOfDates(t.rows)
	return p, nil
}

// orderOfDates finds out whether days or months come first in dates with
// slashes.
func (p *plan) orderOfDates(rows [][]value) order {
	found := unknownOrder
	for _, values := range rows {
		r := row{plan: p, values: values}
		for _, field := range []int{createdAt, updatedAt, lastLogin} {
			for i := range p.fields[field] {
				o := orderOf(r.text(&p.fields[field][i]))
				if o != unknownOrder && found != unknownOrder && o != found {
					return unknownOrder
				}
				if o != unknownOrder {
					found = o
				}
			}
		}
	}
	return found
}

// Table is delimited text: commas, semicolons, tabs or bars.
var Table = layout.Layout{
	Provider: layout.CSV,
	Name:     "table",
	Kind:     layout.Users,
	Flat:     true,
	Detect: func(s *layout.Sample) bool {
		return !s.JSON() && identifies(newSheet(s, nil).guess())
	},
	Split: func(r io.Reader, s *layout.Sample) split.Splitter { return dialectOf(s, mapOf(s)).Split(r) },
	Open:  openTable,
	Parts: partsOfTable,
}

// identifies: by this mapping users have an email or a phone number.
func identifies(m *Mapping) bool { return len(m.Email) > 0 || len(m.Phone) > 0 }

func openTable(f layout.File) (layout.Decode, error) {
	m := mapOf(f.Sample)
	t := newSheet(f.Sample, m)
	p, err := t.plan(m)
	if err != nil {
		return nil, refuseFit(f, err)
	}
	if !identifies(p.mapping) {
		return nil, noIdentifier(p.mapping.About)
	}
	return func(raw record.Raw, u *record.User) error { return t.decode(p, raw, u) }, nil
}

func (t *sheet) decode(p *plan, raw record.Raw, u *record.User) error {
	data, recoded := p.recode(raw.Data)
	valid := recoded || utf8.Valid(data)
	r := p.row(&raw)
	defer r.release()
	repaired, err := t.fit(r, data, valid)
	if err != nil {
		return err
	}
	if !valid {
		u.Notes = append(u.Notes, record.Note{Code: "invalid_text", Detail: offerLatin1})
	}
	if repaired {
		u.Notes = append(u.Notes, record.Note{Code: "row_misaligned_repaired"})
	}
	r.fill(u)
	return nil
}

// fit puts the cells of a row into their columns; repaired: what was wrong with
// it could be put right. Cells too few, or empty ones
// too many at the end, are all right where the last that is not empty shows by
// its form that nothing has shifted; empty ones that every row has do not
// count.
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

// mapOf is the mapping that was given; nil without one. ReadMap has checked
// it.
func mapOf(s *layout.Sample) *Mapping {
	if s.Map == nil {
		return nil
	}
	m, err := ParseMapping(s.Map.Text)
	if err != nil {
		return nil
	}
	return m
}
