package field

import (
	"strings"
	"unicode/utf8"
)

// Trim is strings.TrimSpace, quick where there is nothing to trim.
func Trim(s string) string {
	if s == "" || !Outer(s[0]) && !Outer(s[len(s)-1]) {
		return s
	}
	return strings.TrimSpace(s)
}

// Outer reports whether Trim has to look at a text that begins or ends with
// this byte: it may be space.
func Outer(c byte) bool { return c <= ' ' || c >= utf8.RuneSelf }
