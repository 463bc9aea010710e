package table

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
	"example.com/usher/sources/split"
)

// Row is one row; its cells are parts of the record's bytes.
type Row struct {
	cells    [][]byte
	repaired bool // its quotes were wrong
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
// shifted silently. Text that is not UTF-8 is a note, and so are quotes that
// were wrong and can be read in one way only (row_misaligned_repaired).
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
	return row.notes(data), nil
}

func (d *Dialect) misfit(row Row) error {
	return record.Problem(fmt.Sprintf("%d cells, the header has %d", row.Len(), len(d.Header)))
}

// notes are what is to be said about a row and its text.
func (r *Row) notes(data []byte) (notes []record.Note) {
	if !utf8.Valid(data) {
		notes = append(notes, record.Note{Code: "invalid_text"})
	}
	if r.repaired {
		notes = append(notes, record.Note{Code: "row_misaligned_repaired"})
	}
	return notes
}

// Cells is Read for files whose rows are not all of one length.
func (d *Dialect) Cells(data []byte) (Row, error) {
	row, ok := d.cells(data)
	if !ok {
		return Row{}, split.QuotesWrong
	}
	return row, nil
}

// cells cuts the row in data; ok is false where quotes are wrong.
func (d *Dialect) cells(data []byte) (row Row, ok bool) {
	ok = d.cut(&row, data)
	return row, ok
}

func (d *Dialect) cut(row *Row, data []byte) (ok bool) {
	if row.cells == nil {
		row.cells = make([][]byte, 0, max(len(d.Header), 8))
	}
	row.cells, ok = appendCells(d, row.cells[:0], data, bytes.IndexByte, undoubled)
	if row.repaired = !ok; ok {
		return true
	}
	cells := d.repair(data)
	row.cells = append(row.cells[:0], cells...)
	return cells != nil
}

// repair cuts a row whose quotes are wrong, nil where it cannot be told how it
// is meant.
func (d *Dialect) repair(data []byte) [][]byte {
	if d.Escape != 0 {
		return nil
	}
	return split.Undoubled(data, d.comma(), len(d.Header))
}

func undoubled(cell []byte) []byte { return bytes.ReplaceAll(cell, []byte(`""`), []byte{'"'}) }

// AppendTexts appends the cells of a row that is text, as they stand, their
// quotes taken away; most are parts of it, others stand in the room. It is an
// error when quotes are wrong, unless they were repaired.
func (d *Dialect) AppendTexts(dst []string, row string, r *room.Room) (cells []string, repaired bool, err error) {
	rest, ok := row, false
	cells = dst
	if d.Escape == 0 {
		cells, rest, ok = appendPlain(cells, rest, d.comma())
	}
	if !ok {
		cells, ok = appendCells(d, cells, rest, strings.IndexByte, r.Undoubled)
	}
	if ok {
		return cells, false, nil
	}
	list := d.repair([]byte(row))
	if list == nil {
		return nil, false, split.QuotesWrong
	}
	for _, c := range list {
		dst = append(dst, string(c))
	}
	return dst, true, nil
}
