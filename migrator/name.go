package migrator

import (
	"strings"
	"unicode"

	"example.com/usher/sources"
)

// cleanName takes out what Stytch refuses in a name
// (forbidden_character_zero_width_space) and what nobody sees: zero-width
// spaces, byte order marks and control characters. Joiners stay, because
// some scripts need them. How long a name may be is documented nowhere.
func cleanName(n sources.Name) sources.Name {
	return sources.Name{First: cleanNamePart(n.First), Middle: cleanNamePart(n.Middle), Last: cleanNamePart(n.Last)}
}

func cleanNamePart(s string) string {
	if s == "" {
		return ""
	}
	if isPlain(s) {
		return strings.Trim(s, " ")
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

// isPlain reports whether s is printable ASCII.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}
