package flat

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"example.com/usher/sources/layout"
)

// encodings are what a mapping may say. What people call Latin-1 is nearly
// always Windows' superset of it.
var encodings = []string{"", "utf-8", "utf8", "latin-1", "latin1", "iso-8859-1", "windows-1252", "cp1252"}

func isLatin1(encoding string) bool {
	return encoding != "" && !strings.HasPrefix(strings.ToLower(encoding), "utf")
}

// recode gives a record in UTF-8, and whether it had to be changed.
func (p *plan) recode(data []byte) ([]byte, bool) {
	if !p.latin1 || utf8.Valid(data) {
		return data, false
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil { // bytes that it does not have become U+FFFD without an error
		return data, false
	}
	return text, true
}

// nameByLatin1 gives the columns of a header that is not UTF-8 the names that
// Latin-1 makes of it: with U+FFFD in them nobody could write them into a
// mapping, and they would become keys of metadata.
func (t *sheet) nameByLatin1(s *layout.Sample) {
	if !slices.ContainsFunc(t.columns, func(name string) bool { return strings.Contains(name, "\uFFFD") }) {
		return
	}
	d := t.dialect.WithoutHeader()
	el, err := d.SplitText(s.Text).Next()
	if err != nil {
		return
	}
	row, err := d.Cells(bytes.Clone(el.Data))
	if err != nil || row.Len() != len(t.columns) {
		return
	}
	t.misread = slices.Clone(t.columns)
	for i := range t.columns {
		if name := row.Cell(i); !utf8.Valid(name) {
			if text, err := charmap.Windows1252.NewDecoder().Bytes(name); err == nil {
				t.columns[i] = strings.TrimSpace(string(text))
			}
		}
	}
}

// offerLatin1 is the detail of text that is not UTF-8.
const offerLatin1 = `if the file is Latin-1: "encoding": "latin-1" in a mapping file`
