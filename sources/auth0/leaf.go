package auth0

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// leaves puts single values back into the objects that they were taken from:
// the CSV export has no column for a whole object.
type leaves struct {
	names    []string
	children map[string]*leaves
	value    jsontext.Value
}

// put sets the value at a path.
func (l *leaves) put(path []string, v jsontext.Value) {
	for _, name := range path {
		next := l.children[name]
		if next == nil {
			next = &leaves{}
			if l.children == nil {
				l.children = map[string]*leaves{}
			}
			l.children[name] = next
			l.names = append(l.names, name)
		}
		l = next
	}
	l.value = v
}

// metadata adds the members of the root to a map, which fresh makes where it
// is nil.
func (l *leaves) metadata(m map[string]any, fresh func(size int) map[string]any) map[string]any {
	for _, name := range l.names {
		if m == nil {
			m = fresh(len(l.names))
		}
		m[name] = l.children[name].append(nil)
	}
	return m
}

// append appends the value as JSON; children named [0], [1], ... are a list.
func (l *leaves) append(dst jsontext.Value) jsontext.Value {
	if len(l.names) == 0 {
		return append(dst, l.value...)
	}
	list := strings.HasPrefix(l.names[0], "[")
	open, end := byte('{'), byte('}')
	if list {
		open, end = '[', ']'
	}
	dst = append(dst, open)
	for i, name := range l.names {
		if i > 0 {
			dst = append(dst, ',')
		}
		if !list {
			dst = append(quoted(dst, name), ':')
		}
		dst = l.children[name].append(dst)
	}
	return append(dst, end)
}
