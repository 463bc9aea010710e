package object

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// Unpacked is the object or list that a string holds, as tables and dumps
// keep JSON; every other value comes back as it is. Tools that escape the
// quotes inside once more are understood.
func Unpacked(v jsontext.Value) jsontext.Value {
	if v.Kind() != '"' {
		return v
	}
	text, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		return v
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return v
	}
	for _, t := range [][]byte{text, bytes.ReplaceAll(text, []byte(`\"`), []byte(`"`))} {
		if inner := jsontext.Value(t); inner.IsValid() {
			return inner
		}
		if o, _, err := repair(t); err == nil {
			return jsontext.Value(o)
		}
	}
	return v
}

// Keep is a copy of a value that outlives the record, for metadata.
func Keep(v jsontext.Value) jsontext.Value { return Compact(v.Clone()) }

// Has reports whether all keys are there.
func (o Object) Has(keys ...string) bool {
	for _, k := range keys {
		if o.Get(k) == nil {
			return false
		}
	}
	return true
}

// MetadataIn is Metadata for an object that may stand in a string. ok is false
// where there is a value and it is no object.
func MetadataIn(v jsontext.Value) (m map[string]any, ok bool) {
	v = Unpacked(v)
	if _, is := Nested(v); is {
		return Metadata(v), true
	}
	switch string(v) {
	case "", "null", `""`, "[]":
		return nil, true
	}
	return nil, false
}
