package field

import "strings"

// ParseFlag reads a flag from text: true, t, yes, y and 1 in any case, and a
// set bit as MySQL's programs write it (reference manual: bit-value literals;
// mysql --binary-as-hex). All else is false, empty text too.
func ParseFlag(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "t", "yes", "y", "1", "\x01", "0x01", "b'1'":
		return true
	}
	return false
}
