package tui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

func (s *importing) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back) && s.phase == importBeginning:
		s.cancel()
		f.notice = "stopping"
	case key.Matches(msg, keys.space):
		return s.pauseOrGoOn(f)
	case key.Matches(msg, keys.enter) && s.atCanaries():
		s.lookAtCanaries(f)
	case key.Matches(msg, keys.retry) && (s.phase == importFailed):
		return s.begin(f)
	case key.Matches(msg, keys.retry):
		f.visit(atRefused)
	case key.Matches(msg, keys.slow):
		s.quiet = !s.quiet
	case key.Matches(msg, keys.findings) && s.work != nil:
		return s.findings(f)
	case key.Matches(msg, keys.quit):
		f.leaving = true
		s.pause(f)
	}
	return nil
}

func (s *importing) pauseOrGoOn(f *flow) tea.Cmd {
	switch s.phase {
	case importRunning:
		s.pause(f)
	case importPaused, importFailed:
		return s.begin(f)
	}
	return nil
}

func (s *importing) hints(f *flow) []hint {
	refused := hint{key: keys.retry, label: "refused"}
	if s.snap.Counts.Refused == 0 {
		refused.why = "nobody was refused"
	}
	findings := hint{key: keys.findings, label: "findings"}
	back := hint{key: keys.back, why: "the import has begun: space pauses it, q pauses and leaves"}
	quit := hint{key: keys.quit, label: "pause and leave"}
	switch s.phase {
	case importBeginning:
		return []hint{{key: keys.back, label: "stop"}, quit}
	case importPausing:
		return []hint{{key: keys.space, label: "pause", why: "it is pausing already"}, refused, findings, quit, back}
	case importPaused:
		quit.label = "leave"
		if s.atCanaries() {
			return []hint{{key: keys.enter, label: "look at who went first"}, {key: keys.space, label: "send the rest"}, quit, refused, findings, back}
		}
		return []hint{{key: keys.space, label: "go on"}, refused, quit, findings, back}
	case importFailed:
		quit.label = "leave"
		return []hint{{key: keys.retry, label: "try again"}, quit, back}
	case importIdle:
		return []hint{{key: keys.back, label: "back"}}
	}
	pause := hint{key: keys.space, label: "pause"}
	if s.reporting() {
		pause.why = "nothing is sent any more; the report is being written"
	}
	quiet := hint{key: keys.slow, label: "quiet, for slow lines"}
	if s.quiet {
		quiet.label = "not quiet"
	}
	return []hint{pause, refused, quit, findings, quiet, back}
}
