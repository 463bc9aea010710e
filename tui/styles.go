package tui

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"example.com/usher/migrator"
)

// look is how the screens appear in one terminal. Its colours are the
// terminal's own sixteen, whose owner chose them to be readable on their
// background; a colour is never the only sign of anything.
type look struct {
	ascii bool

	title, faint, strong       lipgloss.Style
	good, warn, bad, selected  lipgloss.Style
	bar, sandbox, test, live   lipgloss.Style
	stepDone, stepNow, stepYet lipgloss.Style
}

// newLook reads what the environment says about the terminal. It asks the
// terminal nothing.
func newLook(getenv func(string) string) look {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(true)
	r.SetColorProfile(termenv.ANSI)
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		r.SetColorProfile(termenv.Ascii)
	}
	style := func(colour string) lipgloss.Style {
		s := r.NewStyle()
		if colour != "" {
			s = s.Foreground(lipgloss.Color(colour))
		}
		return s
	}
	badge := func(colour string) lipgloss.Style {
		return r.NewStyle().Bold(true).Foreground(lipgloss.Color("15")).Background(lipgloss.Color(colour))
	}
	return look{
		ascii: !hasUTF8(getenv),
		title: style("").Bold(true), strong: style("").Bold(true), faint: style("").Faint(true),
		good: style("2"), warn: style("3"), bad: style("1").Bold(true), selected: style("6").Bold(true),
		bar:      style("6"),
		sandbox:  r.NewStyle().Bold(true).Foreground(lipgloss.Color("0")).Background(lipgloss.Color("2")),
		test:     badge("4"),
		live:     badge("1"),
		stepDone: style("2"), stepNow: style("").Bold(true), stepYet: style("").Faint(true),
	}
}

// badge is the word that stands on every screen once the destination is
// known.
func (l look) badge(kind migrator.TargetKind) string {
	switch kind {
	case migrator.Sandbox:
		return l.sandbox.Render(" SANDBOX ")
	case migrator.Test:
		return l.test.Render(" TEST ")
	case migrator.Live:
		return l.live.Render(" LIVE ")
	}
	return ""
}

// severity is the sign in front of a finding.
func (l look) severity(s migrator.Severity) string {
	switch s {
	case migrator.Blocker:
		return l.bad.Render("✗")
	case migrator.Warning:
		return l.warn.Render("!")
	}
	return l.faint.Render("i")
}

// row is one entry of a list; the selected one has a pointer.
func (l look) row(selected bool, text string) string {
	if selected {
		return " " + l.selected.Render("▸") + " " + text
	}
	return "   " + text
}
