package cognito

import (
	"bytes"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Text is list-users with --output text: tabs between the cells, a line for
// each user and behind it one for each attribute.
//
//	USERS	True	2024-03-04T05:06:07+00:00	2024-03-04T05:06:07+00:00	CONFIRMED	ada
//	ATTRIBUTES	email	ada@example.com
var Text = layout.Layout{
	Provider: layout.Cognito,
	Name:     "users as text of the command line",
	Kind:     layout.Users,
	Detect: func(s *layout.Sample) bool {
		for line := range bytes.Lines(s.Text) {
			if k := textLine(bytes.TrimRight(line, "\r\n")); k == begins {
				return true
			}
		}
		return false
	},
	Split: func(r io.Reader, _ *layout.Sample) split.Splitter { return newBlocks(r, textLine) },
	Open:  func(layout.File) (layout.Decode, error) { return decodeText, nil },
	Tally: func() layout.Tally { return &pages{} },
}

// userCells are the words in a user's line: USERS, Enabled, UserCreateDate,
// UserLastModifiedDate, UserStatus, Username.
var userCells = []string{"", "Enabled", "UserCreateDate", "UserLastModifiedDate", "UserStatus", "Username"}

func textLine(text []byte) line {
	word, rest, tabbed := bytes.Cut(text, []byte("\t"))
	switch string(word) {
	case "USERS":
		if n := bytes.Count(text, []byte("\t")) + 1; n == len(userCells) && isBool(rest) {
			return begins
		}
		return stray
	case "True", "False":
		if cells, _ := bareCells(text); cells != nil {
			return begins
		}
	case "ATTRIBUTES", "USERATTRIBUTES", "MFAOPTIONS", "USERMFASETTINGLIST":
		return inside
	case "NEXTTOKEN", "PAGINATIONTOKEN":
		return token
	}
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return nothing
	case !tabbed && len(text) >= 16 && !bytes.ContainsAny(text, " {}<>\""): // the token alone, as the API gives it
		return token
	}
	return maybe // an attribute of several lines
}

// bareCells are the cells of a user's line without the word USERS, as --query
// 'Users[]' and admin-get-user give it, nil where it is none. The latter has the
// preferred second factor behind the first cell, of those who have one.
func bareCells(text []byte) (cells [][]byte, preferred []byte) {
	cells = append([][]byte{nil}, bytes.Split(text, []byte("\t"))...)
	if len(cells) == len(userCells)+1 && isStatus(cells[2]) {
		preferred = cells[2]
		cells = slices.Delete(cells, 2, 3)
	}
	if len(cells) != len(userCells) || !isStatus(cells[4]) {
		return nil, nil
	}
	return cells, preferred
}

func isBool(rest []byte) bool {
	word, _, _ := bytes.Cut(rest, []byte("\t"))
	return string(word) == "True" || string(word) == "False"
}

// isStatus knows what UserStatus and the names of second factors are: capitals
// and underscores.
func isStatus(cell []byte) bool {
	return len(cell) > 0 && len(bytes.Trim(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_")) == 0
}

func decodeText(raw record.Raw, u *record.User) error {
	var p profile
	data := raw.Data
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
		p.notes = append(p.notes, record.Note{Code: "invalid_text"})
	}
	var name string
	var value []byte
	flush := func() {
		if name != "" {
			p.attributes.take(name, object.Quote(nil, value))
		}
		name = ""
	}
	for text := range bytes.Lines(data) {
		cells := bytes.Split(bytes.TrimRight(text, "\r\n"), []byte("\t"))
		switch word := string(cells[0]); {
		case word == "USERS" && len(cells) == len(userCells):
			p.takeCells(cells)
		case textLine(bytes.TrimRight(text, "\r\n")) == begins: // name is "" still
			cells, preferred := bareCells(bytes.TrimRight(text, "\r\n"))
			p.takeCells(cells)
			p.addFactor(string(preferred))
		case (word == "ATTRIBUTES" || word == "USERATTRIBUTES") && len(cells) >= 2:
			flush()
			name, value = string(cells[1]), bytes.Join(cells[2:], []byte("\t"))
		case word == "MFAOPTIONS" && len(cells) == 3:
			flush()
			p.addFactor(string(cells[2]))
		case word == "USERMFASETTINGLIST" && len(cells) == 2:
			flush()
			p.addFactor(string(cells[1]))
		case name != "":
			value = append(append(bytes.Clone(value), '\n'), bytes.TrimRight(text, "\r\n")...)
		default:
			return record.Problem("a line of it is neither a user nor an attribute")
		}
	}
	flush()
	return p.fill(u)
}

func (p *profile) takeCells(cells [][]byte) {
	for i, name := range userCells {
		if name != "" && len(cells[i]) > 0 {
			p.take(name, jsontext.Value(object.Quote(nil, cells[i])))
		}
	}
}
