package table

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Row is one row; its cells are parts of the record's bytes.
type Row struct {
	cells [][]byte
}

// Len is the number of cells.
func (r Row) Len() int { return len(r.cells) }

// Text is a cell without outer space, "" where the row has no such cell or i
// is negative.
func (r Row) Text(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return strings.ToValidUTF8(string(bytes.TrimSpace(r.cells[i])), "\uFFFD")
}

// Cell is a cell as it stands, its quotes taken away.
func (r Row) Cell(i int) []byte {
	if i < 0 || i >= len(r.cells) {
		return nil
	}
	return r.cells[i]
}

func (r Row) strings() []string {
	list := make([]string, len(r.cells))
	for i := range list {
		list[i] = r.Text(i)
	}
	return list
}

// Read cuts a row into its cells. It is an error when quotes are wrong or,
// with a header, when there are more or fewer cells than names: nothing is
// shifted silently. Text that is not UTF-8 is a note.
func (d *Dialect) Read(data []byte) (Row, []record.Note, error) {
	var row Row
	notes, err := d.ReadInto(&row, data)
	return row, notes, err
}

// ReadInto is Read into a row whose memory is used again.
func (d *Dialect) ReadInto(row *Row, data []byte) ([]record.Note, error) {
	if !d.cut(row, data) {
		return nil, split.QuotesWrong
	}
	if n := len(d.Header); n > 0 && row.Len() != n {
		return nil, d.misfit(*row)
	}
	return inText(data), nil
}

func (d *Dialect) misfit(row Row) error {
	return record.Problem(fmt.Sprintf("%d cells, the header has %d", row.Len(), len(d.Header)))
}

func inText(data []byte) []record.Note {
	if utf8.Valid(data) {
		return nil
	}
	return []record.Note{{Code: "invalid_text"}}
}

// Cells is Read for files whose rows are not all of one length.
func (d *Dialect) Cells(data []byte) (Row, error) {
	row, ok := d.cells(data)
	if !ok {
		return Row{}, split.QuotesWrong
	}
	return row, nil
}

// CellsInto is Cells into a row whose memory is used again.
func (d *Dialect) CellsInto(row *Row, data []byte) error {
	if !d.cut(row, data) {
		return split.QuotesWrong
	}
	return nil
}

// Plain reports whether a row is nothing but its cells with separators between
// them.
func (d *Dialect) Plain(data []byte) bool {
	return d.Escape == 0 && bytes.IndexByte(data, '"') < 0
}

// cells cuts the row in data; ok is false where quotes are wrong.
func (d *Dialect) cells(data []byte) (row Row, ok bool) {
	ok = d.cut(&row, data)
	return row, ok
}

func (d *Dialect) cut(row *Row, data []byte) bool {
	if row.cells == nil {
		row.cells = make([][]byte, 0, max(len(d.Header), 8))
	}
	row.cells = row.cells[:0]
	for i := 0; ; {
		cell, end, ok := d.cell(data, i)
		if !ok {
			return false
		}
		row.cells = append(row.cells, cell)
		if end >= len(data) {
			return true
		}
		i = end + 1 // over the separator
	}
}

// cell gives the cell that begins at i and the index behind it.
func (d *Dialect) cell(data []byte, i int) ([]byte, int, bool) {
	if i < len(data) && data[i] == '"' {
		return d.quoted(data, i)
	}
	if d.Escape != 0 {
		return d.escaped(data, i)
	}
	n := bytes.IndexByte(data[i:], d.comma())
	if n < 0 {
		return data[i:], len(data), true
	}
	return data[i : i+n], i + n, true
}

func (d *Dialect) quoted(data []byte, i int) ([]byte, int, bool) {
	from, doubled := i+1, false
	for j := from; ; {
		n := bytes.IndexByte(data[j:], '"')
		if n < 0 {
			return nil, 0, false
		}
		j += n
		if j+1 < len(data) && data[j+1] == '"' {
			doubled = true
			j += 2
			continue
		}
		if j+1 < len(data) && data[j+1] != d.comma() {
			return nil, 0, false
		}
		cell := data[from:j]
		if doubled {
			cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
		}
		return cell, j + 1, true
	}
}

func (d *Dialect) escaped(data []byte, i int) ([]byte, int, bool) {
	var cell []byte
	for ; i < len(data) && data[i] != d.comma(); i++ {
		if data[i] == d.Escape && i+1 < len(data) {
			i++
		}
		cell = append(cell, data[i])
	}
	return cell, i, true
}
