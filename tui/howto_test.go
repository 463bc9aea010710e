package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

func TestEveryProviderHasAGuide(t *testing.T) {
	for _, p := range sources.Providers() {
		if p != sources.JSON && !slices.ContainsFunc(say.Guides, func(g say.Guide) bool { return g.Provider == p }) {
			t.Errorf("%s has none", p)
		}
	}
}

// Nothing of a guide is lost or wider than a terminal, and commands stay on
// their lines.
func TestGuidesAreShownWhole(t *testing.T) {
	const width = 80
	l := newLook(func(string) string { return "" })
	for _, g := range say.Guides {
		var want, got []string
		for _, line := range g.Lines {
			command, is := strings.CutPrefix(line, "$ ")
			if is && !slices.ContainsFunc(drawGuide(g, l, width), func(drawn string) bool { return ansi.Strip(drawn) == "   "+command }) {
				t.Errorf("%s: the command %q is not on a line of its own", g.Title, command)
			}
			want = append(want, strings.Fields(command)...)
		}
		for _, line := range drawGuide(g, l, width) {
			line = ansi.Strip(line)
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("%s: %d columns: %s", g.Title, w, line)
			}
			got = append(got, strings.Fields(line)...)
		}
		if strings.Join(want, "") != strings.Join(got, "") { // long words may be cut
			t.Errorf("%s: drawn as %q", g.Title, strings.Join(got, " "))
		}
	}
}
