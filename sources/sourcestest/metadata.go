package sourcestest

import (
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// isMetadata reports whether metadata can be sent as they are.
func isMetadata(v any) bool {
	switch v := v.(type) {
	case nil, bool, int:
		return true
	case string:
		return utf8.ValidString(v)
	case jsontext.Value:
		return v.IsValid()
	case []any:
		for _, el := range v {
			if !isMetadata(el) {
				return false
			}
		}
		return true
	case map[string]any:
		for key, el := range v {
			if !utf8.ValidString(key) || !isMetadata(el) {
				return false
			}
		}
		return true
	}
	return false
}
