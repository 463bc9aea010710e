package table

import (
	"bytes"
	"slices"
	"strings"
)

// Dialect is how a file writes its rows. The zero value has commas and no
// header.
type Dialect struct {
	Comma byte // between cells, 0 means ','
	// Escape is a character that takes the meaning from the one behind it, 0
	// for none: the import template of Cognito has "\,".
	Escape byte
	// Header are the names of the columns as found, nil where there are none.
	Header []string
	// Skip is how many lines come before the first row, the header included.
	Skip int
	// names is how many lines the header has.
	names int
	// carriage returns end lines (old Macs), most of them at least.
	carriage bool
}

// Separator is the character between cells.
func (d *Dialect) Separator() byte { return d.comma() }

func (d *Dialect) comma() byte {
	if d.Comma == 0 {
		return ','
	}
	return d.Comma
}

func (d *Dialect) newline() byte {
	if d.carriage {
		return '\r'
	}
	return '\n'
}

// sniffed is how many rows of a sample are looked at.
const sniffed = 40

// Sniff finds the separator by how evenly it cuts the first rows. The first
// row becomes the header; where it looks like data (Headless), ask for a
// dialect without one. Lines before it that begin with # are passed over.
func Sniff(text []byte) *Dialect {
	base, text := begin(text)
	best, most := base, -1
	for _, c := range []byte(",;\t|") {
		d := base
		d.Comma = c
		if n := d.evenness(text); n > most {
			best, most = d, n
		}
	}
	best.takeHeader(text)
	return &best
}

// Separated is the dialect of a text whose separator is known.
func Separated(comma byte, text []byte) *Dialect {
	d, text := begin(text)
	d.Comma = comma
	d.takeHeader(text)
	return &d
}

// begin passes over the comments at the beginning of a text.
func begin(text []byte) (Dialect, []byte) {
	d := Dialect{carriage: endsWithReturns(text)}
	for len(text) > 0 && (text[0] == '#' || namesSeparator(text)) {
		i := bytes.IndexByte(text, d.newline())
		if i < 0 {
			break
		}
		text = text[i+1:]
		d.Skip++
	}
	return d, text
}

// endsWithReturns: the first line ends with a carriage return alone, and most
// others do.
func endsWithReturns(text []byte) bool {
	returns, newlines, quoted := 0, 0, false
	for i, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' && returns == 0:
			return false
		case c == '\n':
			newlines++
		case c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			returns++
		}
	}
	return returns > newlines
}

// namesSeparator knows the line that tells Excel how the cells are separated:
// sep=;
func namesSeparator(text []byte) bool {
	rest, ok := bytes.CutPrefix(text, []byte("sep="))
	return ok && len(rest) > 1 && (rest[1] == '\n' || rest[1] == '\r')
}

// evenness counts the cells in rows that have as many as the first one.
func (d *Dialect) evenness(text []byte) int {
	rows := d.sample(text)
	if len(rows) == 0 {
		return 0
	}
	n := 0
	for _, r := range rows {
		if len(r) == len(rows[0]) {
			n += len(r) - 1
		}
	}
	return n
}

// sample gives the cells of the first rows.
func (d *Dialect) sample(text []byte) [][]string {
	var rows [][]string
	in := (&Dialect{Comma: d.Comma, Escape: d.Escape, carriage: d.carriage}).SplitText(text)
	for len(rows) < sniffed {
		el, err := in.Next()
		if err != nil {
			break
		}
		if el.Problem != "" {
			continue
		}
		if row, ok := d.cells(el.Data); ok {
			rows = append(rows, row.strings())
		}
	}
	return rows
}

func (d *Dialect) takeHeader(text []byte) {
	in := (&Dialect{Comma: d.Comma, carriage: d.carriage}).SplitText(text)
	el, err := in.Next()
	if err != nil || el.Problem != "" {
		return
	}
	row, ok := d.cells(el.Data)
	if !ok {
		return
	}
	d.Header = row.strings()
	d.names = 1 + bytes.Count(el.Data, []byte{d.newline()})
	d.Skip += el.Line - 1 + d.names
}

// Headless reports whether the first row looks like data rather than names:
// an empty cell before others, an address, a long number, or the same text
// twice, unless one says that emails are below it.
func (d *Dialect) Headless() bool {
	seen, twice, names := map[string]bool{}, false, false
	for _, name := range d.Header {
		key := Key(name)
		if strings.Contains(name, "@") || len(name) > 4 && strings.Trim(name, "0123456789+-.:/ ") == "" {
			return true
		}
		twice = twice || key != "" && seen[key]
		names = names || holdsEmails(name)
		seen[key] = true
	}
	return twice && !names || len(d.Header) > 0 && d.Header[0] == ""
}

// WithoutHeader is the same dialect for a file whose first row is data.
func (d *Dialect) WithoutHeader() *Dialect {
	c := *d
	if c.Header != nil {
		c.Header, c.Skip, c.names = nil, c.Skip-c.names, 0
	}
	return &c
}

// Key is a column's name for comparing: lower case, without space, dots,
// dashes, underlines and question marks.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '.', '?', '\u00a0':
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// Column is the index of the first column that has one of the names (compared
// by Key), -1 where there is none. Earlier names are preferred.
func (d *Dialect) Column(names ...string) int {
	for _, name := range names {
		want := Key(name)
		if i := slices.IndexFunc(d.Header, func(h string) bool { return Key(h) == want }); i >= 0 {
			return i
		}
	}
	return -1
}
