package object

import (
	"iter"

	"github.com/go-json-experiment/json/jsontext"
)

// Pairs gives the names and values of [{"Name":"email","Value":"..."}], also
// with small letters, in one walk; elements that are no objects, or whose name
// is no text, are left out. Other members do not matter. The name has no
// quotes; value is nil where there is none.
func Pairs(list jsontext.Value) iter.Seq2[[]byte, jsontext.Value] {
	return func(yield func([]byte, jsontext.Value) bool) {
		i := skipSpace(list, 0)
		if i == len(list) || list[i] != '[' {
			return
		}
		for i++; i < len(list); {
			switch i = skipSpace(list, i); list[i] {
			case ']':
				return
			case ',':
				i++
			case '{':
				name, value, end := pair(list, i)
				if name != nil && !yield(name, value) {
					return
				}
				i = end
			default:
				i = valueEnd(list, i)
			}
		}
	}
}

// pair reads the object that begins at i and gives the index behind it.
func pair(b []byte, i int) (name []byte, value jsontext.Value, end int) {
	for i++; ; {
		i = skipSpace(b, i)
		if b[i] == '}' {
			return name, value, i + 1
		}
		if b[i] == ',' {
			i++
			continue
		}
		from := i
		i = stringEnd(b, i)
		key := b[from+1 : i-1]
		i = skipSpace(b, skipSpace(b, i)+1) // over the colon
		from = i
		i = valueEnd(b, i)
		switch {
		case len(key) == 4 && key[0]|' ' == 'n' && b[from] == '"':
			name = unescaped(b[from:i])
		case len(key) == 5 && key[0]|' ' == 'v':
			value = jsontext.Value(b[from:i:i])
		}
	}
}
