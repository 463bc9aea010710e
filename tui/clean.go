package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// clean makes text that came from outside (an export, a file name, an answer
// of Stytch) fit to be shown on one line. Escape and control characters are
// taken out, so that nothing can move the cursor or change colours; so are
// bidirectional controls and other invisible characters, which make text look
// like what it is not. What an escape sequence would have hidden stays
// visible as plain text.
func clean(s string) string {
	if plainText(s) {
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

func plainText(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// cut shortens to a width in cells, with an ellipsis where something is gone.
func cut(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(s, width, "…")
}

// cutLeft shortens from the left, for paths, whose end says more.
func cutLeft(s string, width int) string {
	over := ansi.StringWidth(s) - width
	if width <= 0 {
		return ""
	}
	if over <= 0 {
		return s
	}
	return ansi.TruncateLeft(s, over+1, "…")
}

// fit cuts or pads to exactly a width.
func fit(s string, width int) string {
	s = cut(s, width)
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

// right aligns to the right edge of a width.
func right(s string, width int) string {
	s = cut(s, width)
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(s))) + s
}

// apart puts one text at the left and one at the right edge. The right one is
// kept whole as long as there is room for some of the left one.
func apart(left, rightText string, width int) string {
	room := width - ansi.StringWidth(rightText) - 1
	if rightText == "" || room < 8 {
		return fit(left, width)
	}
	return fit(left, room) + " " + rightText
}

// wrap breaks text into lines of a width, at spaces where it can.
func wrap(s string, width int) []string {
	if width <= 0 || s == "" {
		return nil
	}
	return strings.Split(ansi.Wrap(s, width, " /"), "\n")
}

func repeat(s string, n int) string { return strings.Repeat(s, max(n, 0)) }
