package flat

import (
	"errors"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// step is one step of a path into JSON: a key, or a place in an array.
type step struct {
	key   string
	index int // -1 for a key
}

var errPath = errors.New(`not a path; paths look like profile.email, emails[0].value or ['odd.key'].name`)

// parsePath reads "profile.email", "emails[0].value", "['odd.key'].name".
func parsePath(s string) ([]step, error) {
	var path []step
	for rest := s; rest != ""; {
		var st step
		var ok bool
		if rest[0] == '[' {
			st, rest, ok = bracket(rest)
		} else {
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			st, rest, ok = step{rest[:end], -1}, rest[end:], end > 0
		}
		if !ok {
			return nil, errPath
		}
		path = append(path, st)
		if after, more := strings.CutPrefix(rest, "."); more {
			if rest = after; rest == "" {
				return nil, errPath
			}
		}
	}
	if len(path) == 0 || path[0].index >= 0 {
		return nil, errPath
	}
	return path, nil
}

// bracket reads [0] or ['key'], in which \' is a quote and \\ a backslash.
func bracket(s string) (st step, rest string, ok bool) {
	if inner, quoted := strings.CutPrefix(s, "['"); quoted {
		var key strings.Builder
		for i := 0; i < len(inner); i++ {
			switch {
			case inner[i] == '\\' && i+1 < len(inner):
				i++
			case inner[i] == '\'':
				rest, ok = strings.CutPrefix(inner[i+1:], "]")
				return step{key.String(), -1}, rest, ok
			}
			key.WriteByte(inner[i])
		}
		return step{}, "", false
	}
	number, rest, ok := strings.Cut(s[1:], "]")
	n, err := strconv.Atoi(number)
	return step{index: n}, rest, ok && err == nil && n >= 0
}

// pathText writes a path so that parsePath reads it.
func pathText(path []step) string {
	var b strings.Builder
	for i, st := range path {
		switch {
		case st.index >= 0:
			b.WriteString("[" + strconv.Itoa(st.index) + "]")
		case st.key == "" || strings.ContainsAny(st.key, ".['\\"):
			b.WriteString("['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(st.key) + "']")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(st.key)
		}
	}
	return b.String()
}

// follow goes down a path; nil where it leads nowhere.
func follow(v jsontext.Value, path []step) jsontext.Value {
	for _, st := range path {
		if v == nil {
			return nil
		}
		if st.index >= 0 {
			v = element(v, st.index)
			continue
		}
		o, ok := object.Nested(v)
		if !ok {
			return nil
		}
		v = o.Get(st.key)
	}
	return v
}

func element(v jsontext.Value, index int) jsontext.Value {
	for el := range object.Elements(v) {
		if index == 0 {
			return el
		}
		index--
	}
	return nil
}
