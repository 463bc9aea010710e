package tui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
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

// The list is read a page at a time, and its keys still mean the whole of it.
func TestTheKeysOfALongListReachItsEnds(t *testing.T) {
	m := open(t, &fakeEngine{}, nil, 80, 24)
	m.toPreview(true)
	f := m.flow
	f.reading.result.Findings = []migrator.FindingCount{{Code: "duplicate_email", Users: 412}}
	f.reading.previewer, f.pickedCode = &fakePreview{users: make([]migrator.UserView, 412)}, "duplicate_email"
	s := &findingScreen{}
	did := func(cmd tea.Cmd) {
		if cmd != nil {
			s.update(f, cmd())
		}
	}
	did(s.enter(f))
	for _, c := range []struct {
		key   tea.KeyType
		times int
		want  string
	}{
		{tea.KeyEnd, 1, "User 412 of 412."},
		{tea.KeyHome, 1, "User 1 of 412."},
		{tea.KeyEnd, 1, "User 412 of 412."},
		{tea.KeyUp, 12, "User 400 of 412."},
		{tea.KeyDown, 1, "User 401 of 412."},
	} {
		for range c.times {
			did(s.update(f, tea.KeyMsg{Type: c.key}))
		}
		if got := s.status(f); !strings.HasPrefix(got, c.want) {
			t.Errorf("%v: %q, want %q", c.key, got, c.want)
		}
	}
}
