package flat

import (
	"bytes"
	"slices"
	"strings"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/table"
)

// sheet is how one table is written and what is in its first rows.
type sheet struct {
	dialect *table.Dialect
	columns []string // "#1", "#2", ... without a header
	misread []string // the same where the header is not UTF-8, read as if it were
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
	t.nameByLatin1(s)
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
	p, err := forTable(m, t.columns, t.misread)
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
