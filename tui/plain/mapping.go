package plain

import (
	"fmt"
	"strings"

	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// Mapping is what was guessed of each column: where it goes, why, and some of
// its values.
func Mapping(m *sources.Mapping) []string {
	column, field := 6, 5
	for _, g := range m.About {
		column, field = max(column, min(len(g.Column), 30)), max(field, min(len(g.Field), 30))
	}
	line := func(name, to, why string) string {
		return strings.TrimRight(fmt.Sprintf("  %-*s  %-*s  %s", column, say.Clean(name), field, say.Clean(to), say.Clean(why)), " ")
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
