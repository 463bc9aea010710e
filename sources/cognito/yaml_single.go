package cognito

import (
	"bytes"
	"io"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/split"
)

// SingleYAML is admin-get-user with --output yaml, one answer behind the other.
var SingleYAML = layout.Layout{
	Provider: layout.Cognito,
	Name:     "single users as YAML of the command line",
	Kind:     layout.Users,
	Detect:   isSingleYAML,
	Split:    func(r io.Reader, _ *layout.Sample) split.Splitter { return newBlocks(r, new(singleLines).kind) },
	Open:     func(layout.File) (layout.Decode, error) { return decodeYAML, nil },
}

// singleKeys are the members of an answer (botocore: AdminGetUserResponse).
var singleKeys = map[string]bool{
	"Enabled": true, "MFAOptions": true, "PreferredMfaSetting": true, "UserAttributes": true, "UserCreateDate": true,
	"UserLastModifiedDate": true, "UserMFASettingList": true, "UserStatus": true, "Username": true,
}

// isSingleYAML wants attributes and a name, as members of the answer itself.
func isSingleYAML(s *layout.Sample) bool {
	if s.JSON() {
		return false
	}
	lines := new(singleLines)
	attributes, name := false, false
	for text := range bytes.Lines(s.Text) {
		text = bytes.TrimRight(text, "\r\n")
		if k := lines.kind(text); k != begins && k != inside {
			continue
		}
		switch indent, key, dash := keyOf(text); {
		case indent > 0 || dash:
		case key == "UserAttributes":
			attributes = true
		case key == "Username" || key == "UserStatus":
			name = true
		}
	}
	return attributes && name
}

// singleLines says what the lines mean; keys are the members so far of the answer
// at hand, nil where none is. A member that it has begins the next answer: which
// one is the first depends on the program, and on what a query chose.
type singleLines struct{ keys map[string]bool }

func (l *singleLines) kind(text []byte) line {
	indent, key, dash := keyOf(text)
	switch {
	case len(bytes.TrimSpace(text)) == 0, indent == 0 && text[0] == '#':
		return nothing
	case bytes.HasPrefix(text, []byte("---")):
		l.keys = nil
		return nothing
	case indent == 0 && !dash && singleKeys[key]:
		if l.keys == nil || l.keys[key] {
			l.keys = map[string]bool{key: true}
			return begins
		}
		l.keys[key] = true
		return inside
	case l.keys != nil && (indent > 0 || dash):
		return inside
	}
	return stray
}
