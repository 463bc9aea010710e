package table

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Objects reads rows as the JSON objects that they would be, so that one
// decoder serves a table of a provider and its JSON. It is made once for a
// file and may be used from many goroutines.
type Objects struct {
	dialect *Dialect
	keys    []jsontext.Value // "name":, nil for columns that are left out
	emails  []bool           // which columns hold emails
}

// Objects names the members after the header. Columns without a name are left
// out; of two with the same name the first counts.
func (d *Dialect) Objects() *Objects {
	o := &Objects{dialect: d, keys: make([]jsontext.Value, len(d.Header)), emails: make([]bool, len(d.Header))}
	seen := map[string]bool{"": true}
	for i, name := range d.Header {
		if name = strings.TrimSpace(name); !seen[name] {
			seen[name] = true
			o.keys[i] = append(quote(nil, []byte(name)), ':')
		}
		o.emails[i] = holdsEmails(name)
	}
	return o
}

// Read gives the object of one row: its cells are strings, and those that say
// nothing (empty, NULL, \N) are left out. Errors and notes are those of
// Dialect.Read, but that empty cells may be missing at the end of a row whose
// last one is an email in its place (note row_misaligned_repaired).
func (o *Objects) Read(data []byte) (object.Object, []record.Note, error) {
	var row Row
	if !o.dialect.cut(&row, data) {
		return nil, nil, split.QuotesWrong
	}
	notes := row.notes(data)
	switch n := len(o.dialect.Header); {
	case row.Len() < n && o.inPlace(row): // never a repaired one
		notes = append(notes, record.Note{Code: "row_misaligned_repaired"})
	case row.Len() != n:
		return nil, nil, o.dialect.misfit(row)
	}
	text := make(jsontext.Value, 1, 2*len(data)+16*len(o.keys))
	text[0] = '{'
	for i, key := range o.keys {
		cell := bytes.TrimSpace(row.Cell(i))
		if key == nil || absent(cell) {
			continue
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = quote(append(text, key...), cell)
	}
	return object.Object(append(text, '}')), notes, nil
}

// inPlace reports whether the last cell of a row that is not empty shows that
// nothing before it is missing: emails stand where they belong, and nowhere
// else.
func (o *Objects) inPlace(row Row) bool {
	last := -1
	for i, cell := range row.cells {
		if cell = bytes.TrimSpace(cell); absent(cell) {
			continue
		}
		if (bytes.IndexByte(cell, '@') > 0) != o.emails[i] {
			return false
		}
		last = i
	}
	return last >= 0 && o.emails[last]
}

// holdsEmails knows columns like email and verified_email_addresses.
func holdsEmails(name string) bool {
	key := Key(name)
	for _, end := range []string{"email", "emails", "emailaddress", "emailaddresses"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

// absent knows how databases write that there is no value. Null, in other
// letters, may be somebody's name.
func absent(cell []byte) bool {
	switch string(cell) {
	case "", "NULL", "null", `\N`:
		return true
	}
	return false
}

// quote appends a text as a JSON string; what is not UTF-8 is replaced.
func quote(dst jsontext.Value, text []byte) jsontext.Value {
	if !utf8.Valid(text) {
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	dst, _ = jsontext.AppendQuote(dst, text) // the text is valid
	return dst
}

// sniffedSize is how much of a text is looked at to find its dialect.
const sniffedSize = 128 << 10 // bytes

// NDJSON gives the table in r as text with one JSON object for each row. A row
// that cannot be read becomes a line that cannot be read either.
func NDJSON(r io.Reader) io.Reader {
	text := bufio.NewReaderSize(r, sniffedSize)
	head, _ := text.Peek(sniffedSize) // its error comes again with the first Read
	return Lines(text, Sniff(head), func(o object.Object) object.Object { return o })
}

// Lines is NDJSON for a dialect that is known; each object is changed before
// it is written.
func Lines(r io.Reader, d *Dialect, change func(object.Object) object.Object) io.Reader {
	return &lines{rows: d.Split(r), objects: d.Objects(), change: change}
}

type lines struct {
	rows    split.Splitter
	objects *Objects
	change  func(object.Object) object.Object
	left    []byte // of the line that is being read
	err     error
}

func (l *lines) Read(p []byte) (int, error) {
	for len(l.left) == 0 {
		if l.err != nil {
			return 0, l.err
		}
		l.next()
	}
	n := copy(p, l.left)
	l.left = l.left[n:]
	return n, nil
}

func (l *lines) next() {
	el, err := l.rows.Next()
	if err != nil {
		l.err = err
		return
	}
	if el.Problem == "" {
		if o, _, err := l.objects.Read(el.Data); err == nil {
			l.left = append(l.change(o), '\n')
			return
		}
	}
	l.left = []byte("unreadable row\n")
}
