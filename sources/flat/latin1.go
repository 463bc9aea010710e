package flat

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
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

// offerLatin1 is the detail of text that is not UTF-8.
const offerLatin1 = `if the file is Latin-1: "encoding": "latin-1" in a mapping file`
