package tui

import (
	"context"
	"errors"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/say"
)

// failure is an error as a screen shows it.
type failure struct {
	say.Failure
	retry place // the screen that tries again
}

func describe(err error) failure { return failure{Failure: say.Describe(err)} }

// canceled says that an error is only our own end.
func canceled(err error) bool { return errors.Is(err, context.Canceled) }

// What a path may take of the lines that an error has.
const whatLines, whereLines = 4, 3

// lines draws a failure in a width.
func (fl failure) lines(l look, width int) []string {
	var out []string
	add := func(label, text string) {
		if text == "" {
			return
		}
		for i, line := range wrap(say.Clean(text), width-14) {
			if i > 0 {
				label = ""
			}
			out = append(out, " "+l.faint.Render(fit(label, 11))+" "+line)
		}
	}
	for i, line := range firstLines(wrap(say.Clean(fl.What), width-4), whatLines) {
		sign := "  "
		if i == 0 {
			sign = l.bad.Render("✗") + " "
		}
		out = append(out, " "+sign+l.strong.Render(line))
	}
	out = append(out, "")
	// A path of thousands of characters must not push out what can be done.
	add("where", cutLeft(say.Clean(fl.Where), whereLines*(width-14)-8))
	for i, m := range fl.More {
		label := ""
		if i == 0 {
			label = "differs"
		}
		add(label, m)
	}
	add("safe", fl.Safe)
	add("what now", fl.Now)
	return out
}

// failureScreen shows what went wrong before an import could begin.
type failureScreen struct{}

func (s *failureScreen) enter(*flow) tea.Cmd { return nil }

func (s *failureScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.retry), key.Matches(k, keys.enter):
		f.back = true
		if f.failed.retry != atStart {
			f.visit(f.failed.retry)
		}
	}
	return nil
}

func (s *failureScreen) body(f *flow, width, height int) []string {
	return append([]string{""}, f.failed.lines(f.look, width)...)
}

func (s *failureScreen) status(*flow) string { return "Nothing is running." }

func (s *failureScreen) hints(f *flow) []hint {
	h := []hint{{key: keys.back, label: "back"}}
	if f.failed.retry != atStart {
		h = append([]hint{{key: keys.retry, label: "try again"}}, h...)
	}
	return h
}

func (s *failureScreen) step() step        { return stepDestination }
func (s *failureScreen) typing(*flow) bool { return false }
