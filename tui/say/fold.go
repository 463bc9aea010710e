package say

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Fold breaks a text at spaces into indented lines of at most width cells. A
// word that is longer stays whole: it may be a path to copy.
func Fold(text, indent string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = indent + word
		case ansi.StringWidth(line)+1+ansi.StringWidth(word) > width:
			lines = append(lines, line)
			line = indent + word
		default:
			line += " " + word
		}
	}
	if line == "" {
		return lines
	}
	return append(lines, line)
}
