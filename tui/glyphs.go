package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/tui/say"
)

// twins are the ASCII forms of every glyph that the screens draw. Each is one
// cell wide like its glyph, so that a layout holds in both.
var twins = map[rune]byte{
	'✓': '+', '●': '*', '○': 'o', '─': '-', '│': '|', '┤': '|', '┴': '+', '┼': '+',
	'█': '#', '▌': '=', '░': '.', '▸': '>', '·': ',', '→': '>', '←': '<', '↑': '^',
	'↓': 'v', '…': '~', '•': '*', '✗': 'x',
	'▁': '_', '▂': '_', '▃': '-', '▄': '-', '▅': '=', '▆': '=', '▇': '#',
}

// hasUTF8 says whether the terminal shows more than ASCII, by its locale (the
// first of the three variables that is set decides, as in libc) and name.
func hasUTF8(getenv func(string) string) bool {
	switch getenv("TERM") {
	case "dumb", "linux":
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}

// toASCII replaces every glyph with its twin, and what has none (names in
// other scripts) with question marks of the same width. Colour codes are
// ASCII and stay.
func toASCII(s string) string {
	if say.PlainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		twin, known := twins[r]
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case known:
			b.WriteByte(twin)
		default:
			b.WriteString(strings.Repeat("?", ansi.StringWidth(string(r))))
		}
	}
	return b.String()
}
