package object

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/record"
)

// repair makes strict JSON of text that has doubled keys or invalid UTF-8,
// half surrogate pairs included.
func repair(v jsontext.Value) (Object, []record.Note, error) {
	var notes []record.Note
	doubled, text := jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)
	if !v.IsValid(doubled, text) {
		return nil, nil, record.Problem("not valid JSON")
	}
	if !v.IsValid(doubled) {
		notes = append(notes, record.Note{Code: "invalid_text"})
		v = bytes.ToValidUTF8(v, []byte("\uFFFD"))
		if !v.IsValid(doubled) { // half pairs, written as escapes
			v = replaceHalves(v)
		}
	}
	if !v.IsValid() {
		notes = append(notes, record.Note{Code: "duplicate_keys"})
		v = lastWins(nil, v)
	}
	if !v.IsValid() {
		return nil, nil, record.Problem("not valid JSON")
	}
	return checkKind(v, notes)
}

// replaceHalves writes the strings of a value anew, so that escapes of half a
// surrogate pair become the replacement character.
func replaceHalves(v []byte) []byte {
	out := make([]byte, 0, len(v))
	for i := 0; i < len(v); {
		if v[i] != '"' {
			out = append(out, v[i])
			i++
			continue
		}
		end := stringEnd(v, i)
		text, _ := jsontext.AppendUnquote(nil, v[i:end]) // the error is the half pair; text has it replaced
		out, _ = jsontext.AppendQuote(out, text)
		i = end
	}
	return out
}

// lastWins appends a value in which, on every level, the last of equal keys
// counts.
func lastWins(dst []byte, v jsontext.Value) []byte {
	v = v[skipSpace(v, 0):]
	switch v.Kind() {
	case '{':
		return lastMembers(dst, Object(v))
	case '[':
		dst = append(dst, '[')
		first := true
		for el := range Elements(v) {
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = lastWins(dst, el)
		}
		return append(dst, ']')
	}
	return append(dst, v...)
}

func lastMembers(dst []byte, o Object) []byte {
	last := map[string]jsontext.Value{}
	var order []string
	for k, v := range o.All() {
		if _, twice := last[string(k)]; !twice {
			order = append(order, string(k))
		}
		last[string(k)] = v
	}
	dst = append(dst, '{')
	for i, k := range order {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst, _ = jsontext.AppendQuote(dst, k) // k is valid UTF-8 by now
		dst = append(dst, ':')
		dst = lastWins(dst, last[k])
	}
	return append(dst, '}')
}
