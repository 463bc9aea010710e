package object

import "github.com/go-json-experiment/json/jsontext"

// Builder writes the text of one JSON object, member by member. Its keys are
// the program's own and need no escapes. The zero value has no members.
type Builder struct{ text jsontext.Value }

// Text adds a string, unless it is empty.
func (b *Builder) Text(key, s string) {
	if s != "" {
		b.text = Quote(b.member(key), s)
	}
}

// Raw adds a value that is JSON text already; nil is none.
func (b *Builder) Raw(key string, v jsontext.Value) {
	if v != nil {
		b.text = append(b.member(key), v...)
	}
}

// Value is the object, nil where it has no members. Nothing may be added
// behind it.
func (b *Builder) Value() jsontext.Value {
	if b.text == nil {
		return nil
	}
	return append(b.text, '}')
}

// usualSize is room for what most builders hold.
const usualSize = 224

func (b *Builder) member(key string) jsontext.Value {
	if b.text == nil {
		b.text = append(make(jsontext.Value, 0, usualSize), '{')
	} else {
		b.text = append(b.text, ',')
	}
	return append(append(append(b.text, '"'), key...), '"', ':')
}

// Quote appends a text as a JSON string. What is not UTF-8 is replaced.
func Quote[S ~string | ~[]byte](dst jsontext.Value, text S) jsontext.Value {
	out, _ := jsontext.AppendQuote(dst, text) // the error is what was replaced
	return out
}
