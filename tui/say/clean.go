package say

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text that came from outside (an export, a file name, an answer
// of Stytch) fit to be shown on one line. Escape and control characters are
// taken out, so that nothing can move the cursor or change colours; so are
// bidirectional controls and other invisible characters, which make text look
// like what it is not. What an escape sequence would have hidden stays
// visible as plain text.
func Clean(s string) string {
	if PlainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			marks = 0
			b.WriteRune('\uFFFD')
		case r == '\n' || r == '\t' || r == '\r' || unicode.Is(unicode.Z, r):
			marks = 0
			b.WriteByte(' ')
		case unicode.Is(unicode.C, r) || invisible(r):
		case unicode.Is(unicode.M, r):
			// Towers of combining marks climb over the lines above.
			if marks++; marks <= maxMarks {
				b.WriteRune(r)
			}
		default:
			marks = 0
			b.WriteRune(r)
		}
	}
	return b.String()
}

// maxMarks is how many combining marks one character keeps; written languages
// need no more.
const maxMarks = 3

// invisible holds what is neither control nor format by Unicode's categories
// and yet shows nothing: Hangul fillers, variation selectors.
func invisible(r rune) bool {
	switch {
	case r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0:
		return true
	}
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// PlainASCII reports whether a text is printable ASCII and nothing else.
func PlainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
