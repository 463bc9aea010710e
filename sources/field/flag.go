package field

import "strings"

// ParseFlag reads a flag from text: true, t, yes, y and 1 in any case. All
// else is false, empty text too.
func ParseFlag(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "t", "yes", "y", "1":
		return true
	}
	return false
}
