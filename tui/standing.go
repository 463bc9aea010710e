package tui

import (
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// standing is what is known of a checkpoint before an import begins with it: it
// is said beforehand that one is there already, and what that means.
type standing struct {
	request int
	result  *migrator.Result // nil = there is none, or none that can be read
}

func (s *standing) read(f *flow, checkpoint string) tea.Cmd {
	*s = standing{request: f.next()}
	if checkpoint == "" {
		return nil
	}
	return statusCmd(f.engine, s.request, checkpoint)
}

func (s *standing) take(msg statusReadMsg) {
	if msg.request == s.request && msg.err == nil {
		s.result = &msg.result
	}
}

// line says what beginning does with it, "" where there is none.
func (s *standing) line(embedded bool) string {
	r := s.result
	switch {
	case r == nil:
		return ""
	case r.State == migrator.Running:
		return "Its checkpoint is open: another usher runs this migration."
	case r.State == migrator.Done && embedded:
		return "Its checkpoint is there, of a rehearsal that is done: it makes room for this one."
	case r.State == migrator.Done:
		return "Its checkpoint is there, and done: nobody is sent a second time."
	}
	return "Its checkpoint is there, at " + say.Count(say.Settled(*r)) + " of " + say.Users(r.Total) + ": the import goes on from there."
}
