package split

import "bytes"

// Undoubled cuts a row of one line whose quotes are wrong because those in a
// cell were not doubled: "Bob "the man" Jones",1. It gives the texts of the
// cells, nil where the row might be meant in another way as well.
//
// It is sure of one reading only: no other choice of the separators that are
// text gives as many cells; cells that begin with a quote end with one, and have
// an even number of them between; no other cell has any. So neither a quote that
// is never closed nor a cell that goes on in the next line is taken for one that
// ends here.
func Undoubled(row []byte, comma byte, cells int) [][]byte {
	list := separated(row, comma, cells)
	for i, cell := range list {
		switch {
		case len(cell) == 0 || cell[0] != '"':
		case bytes.Count(cell, []byte{'"'})%2 != 0:
			return nil
		default:
			list[i] = unquoted(cell[1 : len(cell)-1])
		}
	}
	return list
}

// separated cuts a row into cells as they stand, nil where that can be done in
// no or in more than one way. Cells that begin with a quote end with one, and no
// other has any.
func separated(row []byte, comma byte, cells int) [][]byte {
	list := joinQuoted(row, bytes.Split(row, []byte{comma}), cells)
	for _, cell := range list {
		last := len(cell) - 1
		switch {
		case last < 0 || cell[0] != '"':
			if bytes.IndexByte(cell, '"') >= 0 {
				return nil
			}
		case last < 1 || cell[last] != '"':
			return nil
		}
	}
	return list
}

// mostTries bounds what joining the pieces of one row may cost.
const mostTries = 1 << 21

// joinQuoted joins pieces of a row, neighbours of which the first begins and
// the last ends with a quote, so that there are as many as cells. It is nil
// where that can be done in no or in more than one way.
func joinQuoted(row []byte, pieces [][]byte, cells int) [][]byte {
	over := len(pieces) - cells
	switch {
	case over < 0 || cells <= 0 || len(pieces)*(over+1)*(over+1) > mostTries:
		return nil
	case over == 0:
		return pieces
	}
	ways := waysToJoin(pieces, over)
	if ways[0][over] != 1 {
		return nil
	}
	list, at := make([][]byte, 0, cells), 0 // in the row
	for i := 0; i < len(pieces); i++ {
		from, end := at, at+len(pieces[i])
		for n := i; ways[i+1][over] == 0; { // the pieces up to n belong together
			n++
			end += 1 + len(pieces[n])
			if joins(pieces[i], pieces[n]) && over >= n-i && ways[n+1][over-(n-i)] == 1 {
				over -= n - i
				i = n
				break
			}
		}
		list, at = append(list, row[from:end]), end+1
	}
	return list
}

// waysToJoin counts, for the pieces from each on, the ways in which joining
// makes them fewer by 0, 1, ... over; 2 are several.
func waysToJoin(pieces [][]byte, over int) [][]uint8 {
	ways := make([][]uint8, len(pieces)+1)
	counts := make([]uint8, (len(pieces)+1)*(over+1))
	for i := range ways {
		ways[i] = counts[i*(over+1):][:over+1]
	}
	ways[len(pieces)][0] = 1
	for i := len(pieces) - 1; i >= 0; i-- {
		copy(ways[i], ways[i+1])
		for n := i + 1; n < len(pieces) && n-i <= over; n++ {
			if !joins(pieces[i], pieces[n]) {
				continue
			}
			for fewer := n - i; fewer <= over; fewer++ {
				ways[i][fewer] = min(2, ways[i][fewer]+ways[n+1][fewer-(n-i)])
			}
		}
	}
	return ways
}

// joins: one cell may begin with the one piece and end with the other.
func joins(first, last []byte) bool {
	return len(first) > 0 && first[0] == '"' && len(last) > 0 && last[len(last)-1] == '"'
}

// unquoted is the text between the quotes of a cell, by the way in which its
// own quotes are written: with a backslash before each, doubled, or as they
// are.
func unquoted(text []byte) []byte {
	bare, doubled := 0, true // quotes without a backslash
	for i := 0; i < len(text); i++ {
		if text[i] != '"' || i > 0 && text[i-1] == '\\' {
			continue
		}
		run := 1
		for ; i+1 < len(text) && text[i+1] == '"'; i++ {
			run++
		}
		bare, doubled = bare+run, doubled && run%2 == 0
	}
	switch {
	case bare == 0:
		text = bytes.ReplaceAll(text, []byte(`\"`), []byte(`"`))
		return bytes.ReplaceAll(text, []byte(`\\`), []byte(`\`))
	case doubled:
		return bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))
	}
	return text
}
