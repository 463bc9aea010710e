package object

import (
	"bytes"
	"iter"
	"maps"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/record"
)

// Object is the text of one valid JSON object.
type Object []byte

// Read checks that data are one JSON object. Doubled keys (note
// duplicate_keys) and invalid UTF-8 (note invalid_text) are repaired in a
// copy; whatever else is wrong is a record.Problem.
func Read(data []byte) (Object, []record.Note, error) {
	v := jsontext.Value(data)
	if strict(data) || v.IsValid() {
		return checkKind(data, nil)
	}
	return repair(v)
}

func checkKind(data []byte, notes []record.Note) (Object, []record.Note, error) {
	o, ok := Nested(data)
	if !ok {
		return nil, nil, record.Problem("not a JSON object")
	}
	return o, notes, nil
}

// Member is one member of an object; both are parts of the object's bytes.
type Member struct {
	Key   []byte // without its quotes
	Value jsontext.Value
}

// Members reads data as Read does and appends the members to dst: half the
// work where all members are looked at anyway. A dst on the stack,
//
//	var room [32]object.Member
//	members, notes, err := object.Members(room[:0], raw.Data)
//
// needs no memory.
func Members(dst []Member, data []byte) ([]Member, []record.Note, error) {
	if list, ok := strictMembers(dst, data); ok {
		if _, isObject := Nested(data); isObject {
			return list, nil, nil
		}
	}
	o, notes, err := Read(data)
	for k, v := range o.All() {
		dst = append(dst, Member{k, v})
	}
	return dst, notes, err
}

// Nested gives a value that All has given as an object; ok is false where it
// is another kind of value.
func Nested(value jsontext.Value) (o Object, ok bool) {
	if i := skipSpace(value, 0); i < len(value) && value[i] == '{' {
		return Object(value), true
	}
	return nil, false
}

// All gives the members in their order: the key without its quotes, the value
// as it stands. Both are parts of the object's own bytes.
func (o Object) All() iter.Seq2[[]byte, jsontext.Value] {
	return func(yield func([]byte, jsontext.Value) bool) {
		i := skipSpace(o, 0) + 1 // over the brace
		for i < len(o) {
			i = skipSpace(o, i)
			if o[i] == '}' {
				return
			}
			if o[i] == ',' {
				i++
				continue
			}
			end := stringEnd(o, i)
			key := unescaped(o[i:end])
			i = skipSpace(o, skipSpace(o, end)+1) // over the colon
			end = valueEnd(o, i)
			if !yield(key, jsontext.Value(o[i:end:end])) {
				return
			}
			i = end
		}
	}
}

// Get gives the value of a key, nil where there is none.
func (o Object) Get(key string) jsontext.Value {
	for k, v := range o.All() {
		if string(k) == key {
			return v
		}
	}
	return nil
}

// Elements gives the values of an array; nothing where value is none.
func Elements(value jsontext.Value) iter.Seq[jsontext.Value] {
	return func(yield func(jsontext.Value) bool) {
		i := skipSpace(value, 0)
		if i == len(value) || value[i] != '[' {
			return
		}
		for i++; i < len(value); {
			i = skipSpace(value, i)
			if value[i] == ']' {
				return
			}
			if value[i] == ',' {
				i++
				continue
			}
			end := valueEnd(value, i)
			if !yield(value[i:end:end]) {
				return
			}
			i = end
		}
	}
}

// usualMembers is room for what most metadata have.
const usualMembers = 4

// Metadata copies the members into a map whose values are jsontext.Values;
// nil where the value is no object or has no members.
func Metadata(value jsontext.Value) map[string]any {
	return MetadataInto(func(size int) map[string]any { return make(map[string]any, size) }, value)
}

// MetadataInto is Metadata with a map that fresh makes, which is empty.
func MetadataInto(fresh func(size int) map[string]any, value jsontext.Value) map[string]any {
	o, ok := Nested(value)
	if !ok {
		return nil
	}
	var m map[string]any
	for k, v := range Object(bytes.Clone(o)).All() { // one copy for all
		if m == nil {
			m = fresh(usualMembers)
		}
		m[string(k)] = Compact(v)
	}
	return m
}

// Compact takes the space out of containers that are pretty-printed, where they
// stand.
func Compact(v jsontext.Value) jsontext.Value {
	if k := v.Kind(); (k == '{' || k == '[') && !isCompact(v) {
		_ = v.Compact() // v is valid
	}
	return v
}

// isCompact: there is no space but in strings.
func isCompact(v []byte) bool {
	for i := 0; i < len(v); {
		switch c := v[i]; {
		case c == '"':
			i = stringEnd(v, i)
		case c <= ' ':
			return false
		default:
			i++
		}
	}
	return true
}

// Keys are the keys of the members.
func (o Object) Keys() map[string]bool {
	return maps.Collect(func(yield func(string, bool) bool) {
		for k := range o.All() {
			if !yield(string(k), true) {
				return
			}
		}
	})
}
