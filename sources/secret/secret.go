// Package secret finds secrets where the name of a column does not tell: in
// objects and lists, in JSON that a text holds, and password hashes that say
// themselves what they are.
//
//	if field.Secret(name) || secret.In(value) {
//		return // it is no metadata
//	}
package secret

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
)

// searched is how deep values are searched.
const searched = 8

// In reports whether a member of an object in v, or of one inside of it, is
// called a secret, or whether v or anything in it is a password hash.
func In(v jsontext.Value) bool { return in(v, searched) }

func in(v jsontext.Value, depth int) bool {
	if depth == 0 || len(v) == 0 {
		return false
	}
	if o, ok := object.Nested(v); ok {
		for key, inner := range o.All() {
			if field.Secret(string(key)) || in(inner, depth-1) {
				return true
			}
		}
		return false
	}
	switch v.Kind() {
	case '[':
		for inner := range object.Elements(v) {
			if in(inner, depth-1) {
				return true
			}
		}
	case '"':
		if inner := object.Unpacked(v); inner.Kind() != '"' {
			return in(inner, depth-1)
		}
		return Hash(field.Text(v))
	}
	return false
}

// Hash reports whether a text is a password hash that begins as only those do.
func Hash(text string) bool {
	if !strings.HasPrefix(text, "$") {
		return false
	}
	h := hashes.Parse(text)
	return h != nil && h.Scheme != hashes.PlainText && h.Scheme != hashes.Unusable
}
