package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func TestIdsThatBeginAlikeAreToldApartByTheirEnds(t *testing.T) {
	user := func(id string) migrator.UserView {
		return migrator.UserView{
			User:     sources.User{Place: sources.Place{Line: 245001}, SourceID: id, Email: "somebody.245001@example.com"},
			Findings: []migrator.Finding{{Code: "duplicate_email", Detail: "imported: line 1958"}},
		}
	}
	a, b := user("auth0|5f7c8e010000000000ecb6e9"), user("auth0|5f7c8e010000000000ecb6ea")
	c := columnsOf([]migrator.UserView{a, b}, "duplicate_email", 76)
	for _, v := range []migrator.UserView{a, b} {
		if got := userLine(v, "duplicate_email", c); ansi.StringWidth(got) > 76 || !strings.Contains(got, "imported: line 1,958") {
			t.Errorf("%d wide: %q", ansi.StringWidth(got), got)
		}
	}
	if userLine(a, "duplicate_email", c) == userLine(b, "duplicate_email", c) {
		t.Errorf("two users look the same: %q", userLine(a, "duplicate_email", c))
	}
}

func TestColumnsOfUsersFitEveryWidth(t *testing.T) {
	v := migrator.UserView{User: sources.User{Place: sources.Place{Line: 1}, SourceID: "图灵图灵图灵图灵图灵图灵", Email: "ada@example.com"}}
	for width := minWidth - 4; width < 200; width++ {
		if got := userLine(v, "", columnsOf([]migrator.UserView{v}, "", width)); ansi.StringWidth(got) > width {
			t.Errorf("%d wide at %d: %q", ansi.StringWidth(got), width, got)
		}
	}
}
