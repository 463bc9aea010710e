package flat

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/kinds"
	"example.com/usher/sources/object"
	"example.com/usher/sources/room"
)

// value is what stands in a cell of a table or in a member of an object. The
// zero value is an absent one.
type value struct {
	cell string         // trimmed, without what spreadsheets put before it
	json jsontext.Value // nil in a table
}

// textOf is what a cell says, "" where nothing; guarded ones have an apostrophe
// before their text.
func textOf(cell string, guarded bool) string {
	if cell = field.Trim(cell); cell == "" {
		return ""
	}
	if cellEnds[cell[0]]&wrapping != 0 {
		return unwrapped(cell, guarded)
	}
	return cell
}

// asItStands: the ends of a cell show that textOf would give it as it is.
func asItStands(cell string) bool {
	return cell != "" && cellEnds[cell[0]] == 0 && cellEnds[cell[len(cell)-1]]&outer == 0
}

// Kinds of the bytes at the ends of cells.
const (
	wrapping uint8 = 1 << iota // at the beginning: there may be something around the text
	outer                      // it may be space
)

var cellEnds = kinds.Of(func(c byte) (kind uint8) {
	if strings.IndexByte(`nN\'=`, c) >= 0 {
		kind = wrapping
	}
	if field.Outer(c) {
		kind |= outer
	}
	return kind
})

// unwrapped takes off what spreadsheets and databases put around a text.
func unwrapped(cell string, guarded bool) string {
	switch {
	case isNull(cell):
		return ""
	case guarded && cell[0] == '\'':
		return cell[1:]
	case cell[0] == '\'' && len(cell) > 1 && strings.IndexByte("=+-@", cell[1]) >= 0:
		return cell[1:]
	case cell[0] == '=' && len(cell) > 3 && cell[1] == '"' && cell[len(cell)-1] == '"':
		return cell[2 : len(cell)-1] // ="+14155550123"
	}
	return cell
}

// isNull knows what databases write for nothing at all.
func isNull(s string) bool { return s == "null" || s == "NULL" || s == `\N` }

// at is what a path leads to, from a cell that holds JSON or from a member.
func (v value) at(path []step) value {
	switch {
	case len(path) == 0:
		return v
	case v.json != nil:
		return value{json: follow(v.json, path)}
	}
	return value{json: follow(cellJSON(v.cell), path)}
}

// text is the value as text, "" where it is absent or a container.
func (v value) text() string {
	if v.json == nil {
		return v.cell
	}
	s := field.Text(v.json)
	if isNull(s) {
		return ""
	}
	return s
}

// textIn is text, kept in a room.
func (v value) textIn(r *room.Room) string {
	if v.json == nil {
		return v.cell
	}
	if s := r.Text(v.json); !isNull(s) {
		return s
	}
	return ""
}

// metadata copies a JSON value that is no text; nil for null.
func (v value) metadata() jsontext.Value {
	if v.json.Kind() == 'n' {
		return nil
	}
	out := v.json.Clone()
	if k := out.Kind(); k == '{' || k == '[' {
		_ = out.Compact() // it is valid
	}
	return out
}

// cellJSON is the JSON object or array in a cell, nil where there is none.
// Some programs write \" for the quotes in it.
func cellJSON(cell string) jsontext.Value {
	if len(cell) < 2 || cell[0] != '{' && cell[0] != '[' {
		return nil
	}
	v := jsontext.Value(cell)
	if !object.Valid(v) {
		if !strings.Contains(cell, `\"`) {
			return nil
		}
		if v = jsontext.Value(strings.ReplaceAll(cell, `\"`, `"`)); !object.Valid(v) {
			return nil
		}
	}
	return object.Compact(v)
}

// isYes reads a flag, also one that is the date on which it was raised
// (confirmed_at).
func isYes(s string, yes []string) bool {
	if yes != nil {
		for _, y := range yes {
			if strings.EqualFold(s, y) {
				return true
			}
		}
		return false
	}
	switch s {
	case "true", "1":
		return true
	case "false", "0":
		return false
	}
	return field.ParseFlag(s) || isDate(s) || oneOf(strings.ToLower(s), "on", "verified", "confirmed")
}
