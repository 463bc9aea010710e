package migrator

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// deepest is how far values may be nested that are measured here.
const deepest = 1000

// objectSize is how many bytes an object takes as JSON at most, whichever
// encoder writes it: without spaces, and with < > & escaped as the standard
// library does it. ok is false when it is no JSON.
func objectSize(m map[string]any) (size int, ok bool) { return measureObject(m, 0) }

// isJSON reports whether an object can be sent.
func isJSON(m map[string]any) bool {
	_, ok := objectSize(m)
	return ok
}

// entrySize is what one member adds to the size of an object.
func entrySize(key string, value any) (size int, ok bool) {
	k, keyOK := stringSize(key)
	v, valueOK := valueSize(value, 0)
	return k + v + len(":,"), keyOK && valueOK
}

func measureObject(m map[string]any, depth int) (size int, ok bool) {
	if depth > deepest {
		return 0, false
	}
	size = len("{}")
	for key, value := range m {
		k, keyOK := stringSize(key)
		v, valueOK := valueSize(value, depth)
		if !keyOK || !valueOK {
			return 0, false
		}
		size += k + v + len(":,")
	}
	return size, true
}

func valueSize(v any, depth int) (size int, ok bool) {
	switch v := v.(type) {
	case nil:
		return len("null"), true
	case bool:
		return len("false"), true
	case string:
		return stringSize(v)
	case jsontext.Value:
		return rawSize(v)
	case int:
		return len(strconv.Itoa(v)), true
	case map[string]any:
		return measureObject(v, depth+1)
	case []any:
		return arraySize(v, depth+1)
	}
	b, err := json.Marshal(v, jsontext.EscapeForHTML(true))
	return len(b), err == nil
}

func arraySize(a []any, depth int) (size int, ok bool) {
	if depth > deepest {
		return 0, false
	}
	size = len("[]")
	for _, v := range a {
		n, ok := valueSize(v, depth)
		if !ok {
			return 0, false
		}
		size += n + len(",")
	}
	return size, true
}

// escaped is what each byte costs inside a JSON string.
var escaped = func() (cost [256]uint8) {
	for c := range cost {
		cost[c] = 1
		if c < ' ' || c == '<' || c == '>' || c == '&' {
			cost[c] = uint8(len(`\u0000`))
		}
	}
	for _, c := range "\"\\\n\r\t" {
		cost[c] = 2
	}
	return cost
}()

func stringSize(s string) (size int, ok bool) {
	size = len(`""`)
	var all byte
	for i := 0; i < len(s); i++ {
		size += int(escaped[s[i]])
		all |= s[i]
	}
	if all < utf8.RuneSelf {
		return size, true
	}
	return size + separators(s), utf8.ValidString(s)
}

// separators is what the two line separators cost more when they are escaped.
func separators(s string) int {
	return 3 * (strings.Count(s, "\u2028") + strings.Count(s, "\u2029"))
}

// rawSize measures JSON text, without the spaces between its tokens.
func rawSize(v jsontext.Value) (size int, ok bool) {
	if isPlainRaw(v) {
		return len(v), true
	}
	if !object.Valid(v) {
		return 0, false
	}
	if len(v) <= deepest && costsItsLength(v) {
		return len(v), true
	}
	inside, skip, depth, all := false, false, 0, byte(0)
	for _, c := range v {
		all |= c
		switch {
		case skip:
			skip = false
		case c == '"':
			inside = !inside
		case !inside && c <= ' ':
			continue
		case !inside && (c == '{' || c == '['):
			if depth++; depth > deepest {
				return 0, false
			}
		case !inside && (c == '}' || c == ']'):
			depth--
		case c == '\\':
			skip = true
		case c == '<' || c == '>' || c == '&':
			size += len(`\u0000`) - 1
		}
		size++
	}
	if all >= utf8.RuneSelf {
		size += separators(string(v))
	}
	return size, true
}

// costsItsLength reports whether there is nothing in v that an encoder may
// leave out or write in another way.
func costsItsLength(v jsontext.Value) bool {
	for _, c := range v {
		if unsure[c] {
			return false
		}
	}
	return true
}

// unsure are the bytes of which it depends on the place, or on the encoder,
// what they cost.
var unsure = func() (is [256]bool) {
	for c := range is {
		is[c] = c <= ' ' || c == '<' || c == '>' || c == '&' || c >= utf8.RuneSelf
	}
	return is
}()

// isPlainRaw reports whether v is what most values are, a literal or a string
// of plain characters: it is valid and takes as many bytes as it has, and a
// decoder need not be asked.
func isPlainRaw(v jsontext.Value) bool {
	if n := len(v); n < 2 || v[0] != '"' || v[n-1] != '"' {
		return string(v) == "true" || string(v) == "false" || string(v) == "null"
	}
	for _, c := range v[1 : len(v)-1] {
		if escaped[c] != 1 || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
