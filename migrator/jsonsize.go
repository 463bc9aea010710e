package migrator

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

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
	k, keyOK := object.TextSize(key)
	v, valueOK := valueSize(value, 0)
	return k + v + object.MemberSize, keyOK && valueOK
}

func measureObject(m map[string]any, depth int) (size int, ok bool) {
	if depth > object.Deepest {
		return 0, false
	}
	size = len("{}")
	for key, value := range m {
		k, keyOK := object.TextSize(key)
		v, valueOK := valueSize(value, depth)
		if !keyOK || !valueOK {
			return 0, false
		}
		size += k + v + object.MemberSize
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
		return object.TextSize(v)
	case jsontext.Value:
		return object.Size(v)
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
	if depth > object.Deepest {
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
