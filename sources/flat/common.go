package flat

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// common remembers what was made of short texts and values: most columns that
// go into metadata have few different ones (a plan, a language, a flag), and
// those need not be made anew for every user. Nobody changes them.
type common struct {
	keys   [places]sizedKey
	texts  [places]remembered // by the text
	values [places]remembered // by the value's JSON
}

// sized is a jsontext.Value and how many bytes it takes at most, 0 where that
// is not known. The zero value is none.
type sized struct {
	value any
	size  int
}

type sizedKey struct {
	name string
	size int
}

type remembered struct {
	of string
	sized
}

const (
	places        = 256
	longestCommon = 24 // bytes
)

// place is where a text is remembered; another one may take it.
func place[T string | ~[]byte](text T) uint {
	last := len(text) - 1
	return (5*uint(text[0]) + 7*uint(text[last/2]) + 31*uint(text[last]) + uint(last)) % places
}

func isCommon[T string | ~[]byte](text T) bool { return len(text) > 0 && len(text) <= longestCommon }

// key is the name of a member.
func (c *common) key(name []byte) sizedKey {
	if !isCommon(name) {
		return measuredKey(string(name))
	}
	at := &c.keys[place(name)]
	if at.name != string(name) {
		*at = measuredKey(string(name))
	}
	return *at
}

func measuredKey(name string) sizedKey {
	size, ok := object.TextSize(name)
	if !ok {
		size = 0
	}
	return sizedKey{name, size}
}

// value gives a value that is JSON of its own already.
func (c *common) value(v jsontext.Value) sized {
	if !isCommon(v) {
		return measured(v)
	}
	at := &c.values[place(v)]
	if at.of != string(v) {
		at.of, at.sized = string(v), measured(v.Clone())
	}
	return at.sized
}

func measured(v jsontext.Value) sized {
	size, ok := object.Size(v)
	if !ok {
		size = 0
	}
	return sized{v, size}
}

// quoted gives a text as a JSON string; ok is false where it is too long to be
// remembered.
func (c *common) quoted(text string) (value sized, ok bool) {
	if !isCommon(text) {
		return sized{}, false
	}
	at := &c.texts[place(text)]
	if at.of != text {
		own := object.Quote(nil, text)
		if string(own[1:len(own)-1]) != text {
			return measured(own), true // it needed escapes
		}
		at.of, at.sized = string(own[1:len(own)-1]), measured(own)
	}
	return at.sized, true
}
