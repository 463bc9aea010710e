package flat

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// common remembers what was made of short texts and values: most columns that
// go into metadata have few different ones (a plan, a language, a flag), and
// those need not be made anew for every user. Nobody changes them.
type common struct {
	keys   [places]string
	texts  [places]remembered // by the text
	values [places]remembered // by the value's JSON
}

// remembered is a jsontext.Value.
type remembered struct {
	of    string
	value any
}

const (
	places        = 64
	longestCommon = 24 // bytes
)

// place is where a text is remembered; another one may take it.
func place[T string | ~[]byte](text T) uint {
	last := len(text) - 1
	return (uint(text[0]) + 7*uint(text[last/2]) + 31*uint(text[last]) + uint(last)) % places
}

func isCommon[T string | ~[]byte](text T) bool { return len(text) > 0 && len(text) <= longestCommon }

// key is the name of a member.
func (c *common) key(name []byte) string {
	if !isCommon(name) {
		return string(name)
	}
	at := &c.keys[place(name)]
	if *at != string(name) {
		*at = string(name)
	}
	return *at
}

// value gives a value that is JSON of its own already.
func (c *common) value(v jsontext.Value) any {
	if !isCommon(v) {
		return v
	}
	at := &c.values[place(v)]
	if at.of != string(v) {
		at.of, at.value = string(v), v.Clone()
	}
	return at.value
}

// quoted gives a text as a JSON string; ok is false where it is too long to be
// remembered.
func (c *common) quoted(text string) (value any, ok bool) {
	if !isCommon(text) {
		return nil, false
	}
	at := &c.texts[place(text)]
	if at.of != text {
		own := object.Quote(nil, text)
		if string(own[1:len(own)-1]) != text {
			return own, true // it needed escapes
		}
		at.of, at.value = string(own[1:len(own)-1]), own
	}
	return at.value, true
}
