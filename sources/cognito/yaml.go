package cognito

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v4"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// YAML is list-users with --output yaml or yaml-stream. Users are cut out by
// their indentation and decoded one by one.
var YAML = layout.Layout{
	Provider: layout.Cognito,
	Name:     "users as YAML of the command line",
	Kind:     layout.Users,
	Detect:   isYAML,
	Split:    func(r io.Reader, _ *layout.Sample) split.Splitter { return newBlocks(r, (&yamlLines{item: -1}).kind) },
	Open:     func(layout.File) (layout.Decode, error) { return decodeYAML, nil },
	Tally:    func() layout.Tally { return &pages{} },
}

// isYAML wants an item that begins as users do, and attributes in it.
func isYAML(s *layout.Sample) bool {
	if s.JSON() {
		return false
	}
	lines, item := yamlLines{item: -1}, false
	for text := range bytes.Lines(s.Text) {
		text = bytes.TrimRight(text, "\r\n")
		switch lines.kind(text) {
		case begins:
			item = true
		case inside:
			if _, key, _ := keyOf(text); item && (key == "Username" || key == "UserStatus") {
				return true
			}
		}
	}
	return false
}

// userKeys are the members with which a user can begin.
var userKeys = map[string]bool{
	"Attributes": true, "Enabled": true, "MFAOptions": true, "UserCreateDate": true, "UserLastModifiedDate": true, "UserStatus": true, "Username": true,
}

// yamlLines says what the lines mean; item is the indentation of users, -1
// until the first one.
type yamlLines struct{ item int }

func (y *yamlLines) kind(text []byte) line {
	indent, key, dash := keyOf(text)
	switch {
	case len(bytes.TrimSpace(text)) == 0, bytes.HasPrefix(text, []byte("---")), indent == 0 && text[0] == '#':
		return nothing
	case key == "Users" && (y.item < 0 || indent <= y.item || dash):
		y.item = -1
		return list
	case (key == "NextToken" || key == "PaginationToken") && (y.item < 0 || indent <= y.item):
		return token
	case dash && userKeys[key] && (y.item < 0 || indent == y.item):
		y.item = indent
		return begins
	case y.item >= 0 && indent > y.item:
		return inside
	}
	return stray
}

// keyOf gives the indentation of a line, its key, and whether a dash is before
// that.
func keyOf(text []byte) (indent int, key string, dash bool) {
	rest := bytes.TrimLeft(text, " ")
	indent = len(text) - len(rest)
	if after, ok := bytes.CutPrefix(rest, []byte("- ")); ok {
		rest, dash = bytes.TrimLeft(after, " "), true
	}
	word, _, ok := bytes.Cut(rest, []byte(":"))
	if !ok {
		return indent, "", dash
	}
	return indent, string(word), dash
}

func decodeYAML(raw record.Raw, u *record.User) error {
	var root yaml.Node
	if err := yaml.Unmarshal(raw.Data, &root); err != nil {
		return record.Problem("not valid YAML")
	}
	item := &root
	for item.Kind == yaml.DocumentNode || item.Kind == yaml.SequenceNode {
		if len(item.Content) != 1 {
			return record.Problem("not a user in YAML")
		}
		item = item.Content[0]
	}
	if item.Kind != yaml.MappingNode {
		return record.Problem("not a user in YAML")
	}
	var p profile
	if p.read(appendYAML(nil, item, 0)) != nil {
		return record.Problem("not a user in YAML")
	}
	return p.fill(u)
}

// maxYAML is how deep a user is nested at most; references are not followed.
const maxYAML = 20

// appendYAML writes a node as JSON. Whatever stands there stays text, so that
// +14155550123 is no number.
func appendYAML(dst jsontext.Value, n *yaml.Node, depth int) jsontext.Value {
	if depth > maxYAML {
		return append(dst, "null"...)
	}
	switch n.Kind {
	case yaml.MappingNode:
		dst = append(dst, '{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(object.Quote(dst, n.Content[i].Value), ':')
			dst = appendYAML(dst, n.Content[i+1], depth+1)
		}
		return append(dst, '}')
	case yaml.SequenceNode:
		dst = append(dst, '[')
		for i, el := range n.Content {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendYAML(dst, el, depth+1)
		}
		return append(dst, ']')
	case yaml.ScalarNode:
		if n.Tag != "!!null" {
			return object.Quote(dst, n.Value)
		}
	}
	return append(dst, "null"...)
}
