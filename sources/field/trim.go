package field

import (
	"strings"
	"unicode/utf8"
)

// Trim is strings.TrimSpace, quick where there is nothing to trim.
func Trim(s string) string {
	if s == "" || !outer(s[0]) && !outer(s[len(s)-1]) {
		return s
	}
	return strings.TrimSpace(s)
}

// outer: there may be space at an end of a text that is this byte.
func outer(c byte) bool { return c <= ' ' || c >= utf8.RuneSelf }
