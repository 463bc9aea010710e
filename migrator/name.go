package migrator

import (
	"strings"
	"unicode"

	"example.com/usher/sources"
	"example.com/usher/sources/field"
	"example.com/usher/sources/kinds"
)

// cleanName takes out what Stytch refuses in a name
// (forbidden_character_zero_width_space) and what nobody sees: zero-width
// spaces, byte order marks and control characters. Joiners stay, because
// some scripts need them. How long a name may be is documented nowhere.
func cleanName(to, n *sources.Name) {
	to.First, to.Middle, to.Last = cleanNamePart(n.First), cleanNamePart(n.Middle), cleanNamePart(n.Last)
}

func cleanNamePart(s string) string {
	if s == "" {
		return ""
	}
	if beyondPrintable.In(s) == 0 {
		return field.Trim(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == '\u200B' || r == '\uFEFF' || unicode.IsControl(r):
			return -1
		}
		return r // broken bytes come as U+FFFD
	}, s))
}

// beyondPrintable is all that is not printable ASCII.
var beyondPrintable = kinds.Beyond(func(c byte) bool { return ' ' <= c && c < 0x7F })
