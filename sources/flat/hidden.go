package flat

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/table"
)

// hides: there are secrets in a column, or in its objects. What is called
// metadata is the app's own to give.
func (c *candidate) hides() bool {
	if ownObject(c.name) {
		return false
	}
	for _, v := range c.values {
		if v.json == nil {
			v.json = cellJSON(v.cell)
		}
		if v.json == nil && looksHashed(v.cell) || secretIn(v.json, searched) {
			return true
		}
	}
	return false
}

// looksHashed: a password hash that says so itself.
func looksHashed(text string) bool { return strings.HasPrefix(text, "$") && isHash(text) }

// searched is how deep objects are searched for secrets.
const searched = 8

// secretIn reports whether a member of an object, or of one inside of it, is
// called a secret or holds a password hash.
func secretIn(v jsontext.Value, depth int) bool {
	if depth == 0 || v == nil {
		return false
	}
	if o, ok := object.Nested(v); ok {
		for key, inner := range o.All() {
			if field.Secret(string(key)) || secretIn(inner, depth-1) {
				return true
			}
		}
		return false
	}
	switch v.Kind() {
	case '[':
		for inner := range object.Elements(v) {
			if secretIn(inner, depth-1) {
				return true
			}
		}
	case '"':
		return looksHashed(field.Text(v))
	}
	return false
}

// ownObject: the name of a member says that the app keeps its own in it.
func ownObject(name string) bool {
	key := table.Key(name)
	return oneOf(key, trustedObjects...) || oneOf(key, untrustedObjects...)
}
