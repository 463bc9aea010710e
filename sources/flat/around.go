package flat

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
)

// lists are the members that hold lists of users most often.
var lists = []string{
	"users", "Users", "data", "results", "result", "items", "records", "value", "members", "accounts", "people", "customers", "rows", "list",
	"entries", "resources", "Resources",
}

// containersOf finds the objects around the records: the mapping names their
// member, or it is one of the usual names. A list in a user of that name
// (items) is none: the user has an email beside it, or what is in it has none.
func containersOf(s *layout.Sample, m *Mapping) split.Containers {
	if m != nil && m.Records != "" {
		return split.Containers{Arrays: []string{m.Records}}
	}
	name, beside := firstList(s.Text)
	if name == "" || identifies(guessObjects([]object.Object{beside})) {
		return split.Containers{}
	}
	around := split.Containers{Arrays: []string{name}}
	if m == nil && !identifies(guessObjects(s.Objects(around))) {
		return split.Containers{}
	}
	return around
}

// firstList gives the first member of the first object that may be a list of
// users, and the single values before it; "" where there is none.
func firstList(text []byte) (name string, beside object.Object) {
	d := jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for d.PeekKind() == '[' {
		if _, err := d.ReadToken(); err != nil {
			return "", nil
		}
	}
	if _, err := d.ReadToken(); err != nil {
		return "", nil
	}
	beside = object.Object{'{'}
	for d.PeekKind() == '"' {
		key, err := d.ReadToken()
		if err != nil {
			break
		}
		name := key.String()
		switch d.PeekKind() {
		case '[':
			if oneOf(name, lists...) && opensObjects(text[d.InputOffset():]) {
				return name, append(beside, '}')
			}
			err = d.SkipValue()
		case '{':
			err = d.SkipValue()
		default:
			beside, err = addMember(beside, name, d)
		}
		if err != nil {
			break
		}
	}
	return "", nil
}

// opensObjects: what comes next, behind the colon, is a list of objects.
func opensObjects(text []byte) bool {
	text = bytes.TrimLeft(text, ": \t\r\n[")
	return len(text) > 0 && text[0] == '{'
}

func addMember(o object.Object, name string, d *jsontext.Decoder) (object.Object, error) {
	v, err := d.ReadValue()
	if err != nil {
		return o, err
	}
	if len(o) > 1 {
		o = append(o, ',')
	}
	text := append(object.Quote(jsontext.Value(o), name), ':')
	return object.Object(append(text, v...)), nil
}
