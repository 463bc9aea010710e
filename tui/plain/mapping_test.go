package plain_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/sources"
	"example.com/usher/tui/plain"
)

func TestColumnsOfAllScriptsStandBelowEachOther(t *testing.T) {
	lines := plain.Mapping(&sources.Mapping{About: []sources.ColumnGuess{
		{Column: "会員番号", Field: "id", Why: "chosen"},
		{Column: "adresse électronique", Field: "email", Why: "chosen"},
		{Column: "plan", Why: "chosen"},
	}})
	for _, line := range lines[1:] {
		before, _, _ := strings.Cut(line, "chosen")
		if got := ansi.StringWidth(before); got != 2+20+2+5+2 {
			t.Errorf("%q: the reason begins at %d", line, got)
		}
	}
}
