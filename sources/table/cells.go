package table

import "strings"

// appendPlain cuts a row up to its first quote, and gives the rest of it; ok is
// true where there is none. It is appendCells for most rows.
func appendPlain(dst []string, row string, comma byte) (cells []string, rest string, ok bool) {
	for {
		if row != "" && row[0] == '"' {
			return dst, row, false
		}
		end := strings.IndexByte(row, comma)
		if end < 0 {
			return append(dst, row), "", true
		}
		dst, row = append(dst, row[:end]), row[end+1:]
	}
}

// chars are text in either form: bytes that are used again with the next
// record, or a text that may be kept.
type chars interface{ string | []byte }

// appendCells cuts a row; ok is false where quotes are wrong. index is that of
// the package for this form of text, undoubled makes one quote of two.
func appendCells[T chars](d *Dialect, dst []T, row T, index func(T, byte) int, undoubled func(T) T) (cells []T, ok bool) {
	for comma := d.comma(); ; {
		var cell T
		var end int // of the cell, with its quotes
		switch {
		case len(row) > 0 && row[0] == '"':
			if cell, end = quoted(row, comma, index, undoubled); end < 0 {
				return dst, false
			}
		case d.Escape != 0:
			cell, end = escaped(row, comma, d.Escape)
		default:
			if end = index(row, comma); end < 0 {
				end = len(row)
			}
			cell = row[:end]
		}
		dst = append(dst, cell)
		if end >= len(row) {
			return dst, true
		}
		row = row[end+1:] // over the separator
	}
}

// quoted gives the cell in quotes at the beginning of a row, and where it
// ends, -1 where its quotes are wrong.
func quoted[T chars](row T, comma byte, index func(T, byte) int, undoubled func(T) T) (cell T, end int) {
	doubled := false
	for end = 1; ; {
		n := index(row[end:], '"')
		if n < 0 {
			return cell, -1
		}
		end += n + 1
		if end < len(row) && row[end] == '"' {
			doubled = true
			end++
			continue
		}
		if end < len(row) && row[end] != comma {
			return cell, -1
		}
		if cell = row[1 : end-1]; doubled {
			cell = undoubled(cell)
		}
		return cell, end
	}
}

// escaped gives the cell at the beginning of a row in which a byte takes the
// next one's meaning away, and where it ends.
func escaped[T chars](row T, comma, escape byte) (T, int) {
	var cell []byte
	end := 0
	for ; end < len(row) && row[end] != comma; end++ {
		if row[end] == escape && end+1 < len(row) {
			end++
		}
		cell = append(cell, row[end])
	}
	return T(cell), end
}
