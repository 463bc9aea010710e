package firebase

import (
	"bytes"
	"unicode/utf8"

	"example.com/usher/sources/hashes"
	"example.com/usher/sources/record"
)

// What is said about rows that cannot be read.
const (
	notARow   = record.Problem("not a row of a Firebase export")
	unaligned = record.Problem("the row's columns cannot be told: a quote, a comma or its end is wrong")
	twoWays   = record.Problem("the row can be read in two ways: commas in it stand in no quotes")
)

// read reads one row. Rows are not always valid CSV (photoUrl is never quoted,
// displayName and claims were not always, quotes in them not doubled): where
// the cells don't fit, the row is aligned by what stands in it, and a row that
// cannot be aligned is a problem, never a guess.
func (g *generation) read(data []byte) (*account, error) {
	row := data
	if bytes.IndexByte(row, '\r') >= 0 {
		row = bytes.ReplaceAll(row, []byte("\r\n"), []byte("\n"))
	}
	valid := utf8.Valid(row)
	if !valid {
		row = bytes.ToValidUTF8(row, []byte("\uFFFD"))
	}
	if !isAnchor(row) {
		return nil, notARow
	}
	a, ok := g.plain(row)
	if !ok {
		var err error
		if a, err = g.align(row); err != nil {
			return nil, err
		}
	}
	a.phoneUnknown = g.phone < 0
	if !valid {
		a.notes = append(a.notes, record.Note{Code: "invalid_text"})
	}
	return a, nil
}

// plain reads a row that is valid CSV with all its cells where they should be.
func (g *generation) plain(row []byte) (*account, bool) {
	var room [maxCells][]byte
	cells, ok := g.cut(room[:0], row)
	if !ok {
		return nil, false
	}
	a := &account{}
	a.takeLeft(cells)
	a.takeRight(right{created: cells[g.created], login: cells[g.created+1], phone: g.cell(cells, g.phone), disabled: g.cell(cells, g.disabled)})
	a.takeHead(cells[5:7])
	a.takeProviders(firstProviders, cells[firstLogin:beforeRight])
	if g.claims >= 0 {
		a.parseClaims(cells[g.claims])
		a.takeProviders(g.more, cells[g.claims+1:])
	}
	return a, true
}

// cell is a cell of a column that a generation may not have.
func (g *generation) cell(cells [][]byte, column int) []byte {
	if column < 0 {
		return nil
	}
	return cells[column]
}

// fits checks the cells whose form is known; photos are URLs, which have no
// spaces.
func (g *generation) fits(cells [][]byte) bool {
	times := [][]byte{cells[g.created], cells[g.created+1]}
	for _, t := range times {
		if !isMillis(t) && !isNone(t) {
			return false
		}
	}
	claims := g.cell(cells, g.claims)
	return len(cells[g.cells]) == 0 && isPhone(g.cell(cells, g.phone)) && isFlag(g.cell(cells, g.disabled)) &&
		(len(claims) == 0 || looksLikeClaims(claims)) && bytes.IndexByte(cells[6], ' ') < 0
}

// cut cuts a row into its cells; ok is false where it is not valid CSV or its
// cells are not those of the generation. They are put into room.
func (g *generation) cut(room [][]byte, row []byte) (cells [][]byte, ok bool) {
	cells, ok = cut(room, row)
	return cells, ok && len(cells) == g.cells+1 && g.fits(cells)
}

// maxCells is what a row of the widest generation has; a row with more cells
// is cut no further.
const maxCells = 53

// cut cuts a row into its cells by RFC 4180; ok is false where quotes are not
// as they should be.
func cut(room [][]byte, row []byte) (cells [][]byte, ok bool) {
	cells = room
	for at := 0; len(cells) < maxCells; {
		if at < len(row) && row[at] == '"' {
			cell, end := quotedCell(row, at)
			if end < 0 {
				return nil, false
			}
			cells = append(cells, cell)
			at = end
		} else {
			n := bytes.IndexByte(row[at:], ',')
			if n < 0 {
				n = len(row) - at
			}
			if bytes.IndexByte(row[at:at+n], '"') >= 0 {
				return nil, false
			}
			cells = append(cells, row[at:at+n])
			at += n
		}
		if at >= len(row) {
			return cells, true
		}
		at++ // the comma
	}
	return nil, false
}

// quotedCell reads the cell whose quote is at; end is the index of the comma
// behind it or the row's end, -1 where the quotes are wrong.
func quotedCell(row []byte, at int) (cell []byte, end int) {
	for i := at + 1; i < len(row); i++ {
		switch {
		case row[i] != '"':
		case i+1 < len(row) && row[i+1] == '"':
			i++
		case i+1 == len(row) || row[i+1] == ',':
			return bytes.ReplaceAll(row[at+1:i], []byte(`""`), []byte(`"`)), i + 1
		default:
			return nil, -1
		}
	}
	return nil, -1
}

func (a *account) takeLeft(cells [][]byte) {
	a.id, a.email = text(cells[0]), text(cells[1])
	a.emailVerified = string(cells[2]) == "true"
	a.hash = hashes.Firebase(cells[3])
}

func (a *account) takeRight(r right) {
	if isMillis(r.created) {
		a.created = fromMillis(r.created)
	}
	if isMillis(r.login) {
		a.lastLogin = fromMillis(r.login)
	}
	a.phone = text(r.phone)
	a.disabled = string(r.disabled) == "true"
}

// takeHead takes displayName and photoUrl.
func (a *account) takeHead(cells [][]byte) {
	a.name, a.photo = text(cells[0]), text(cells[1])
}

// takeProviders takes four cells for each provider.
func (a *account) takeProviders(names []string, cells [][]byte) {
	for i, name := range names {
		if c := cells[i*loginCells:]; len(c[0]) > 0 {
			a.logins = append(a.logins, login{provider: name, email: text(c[1])})
		}
	}
}

// text is a cell's text without outer space.
func text(cell []byte) string { return string(bytes.TrimSpace(cell)) }
