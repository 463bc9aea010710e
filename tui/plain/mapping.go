package plain

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// Mapping is what was guessed of each column: where it goes, why, and some of
// its values.
func Mapping(m *sources.Mapping) []string {
	column, field := 6, 5
	for _, g := range m.About {
		column, field = max(column, min(cells(g.Column), 30)), max(field, min(cells(g.Field), 30))
	}
	line := func(name, to, why string) string {
		return "  " + padded(name, column) + "  " + padded(to, field) + "  " + say.Clean(why)
	}
	lines := []string{line("column", "field", "why")}
	for _, g := range m.About {
		to := g.Field
		if to == "" {
			to = "-"
		}
		lines = append(lines, line(g.Column, to, g.Why))
		if len(g.Samples) > 0 {
			lines = append(lines, "      "+say.Clean(strings.Join(g.Samples, " | ")))
		}
	}
	return lines
}

// cells is how wide a text stands in a terminal: letters of Asia take two.
func cells(s string) int { return ansi.StringWidth(say.Clean(s)) }

func padded(s string, width int) string {
	return say.Clean(s) + strings.Repeat(" ", max(0, width-cells(s)))
}
