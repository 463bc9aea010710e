package tui

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// refusals are the users whom Stytch refused lately, while the import runs and
// afterwards.
type refusals struct {
	total  int
	latest []migrator.Refusal // newest first
	// record reads the record of one of them.
	record func(ctx context.Context, ordinal uint64) (migrator.UserView, error)
}

// refusedScreen lists the refused, and leads from each to the record and the
// calls by which it is sent.
type refusedScreen struct {
	cursor  cursor
	chosen  uint64 // 1 + ordinal of the selected one, as newer ones come above it; 0 = the newest
	request int    // of the record being read, 0 = none
	cancel  context.CancelFunc
	failed  *failure
}

// recordReadMsg: the record of a refused user was read.
type recordReadMsg struct {
	request int
	view    migrator.UserView
	refusal migrator.Refusal
	err     error
}

func (s *refusedScreen) enter(*flow) tea.Cmd { return nil }

func (s *refusedScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case polledMsg:
		s.follow(f)
	case recordReadMsg:
		s.recordRead(f, msg)
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

// follow keeps the same user selected while newer ones come above.
func (s *refusedScreen) follow(f *flow) {
	for i, r := range f.refused.latest {
		if r.Ordinal+1 == s.chosen {
			s.cursor.at = i
			return
		}
	}
	s.cursor.at = max(0, min(s.cursor.at, len(f.refused.latest)-1))
}

func (s *refusedScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	list := f.refused.latest
	switch {
	case key.Matches(msg, keys.back), key.Matches(msg, keys.left), key.Matches(msg, keys.retry) && s.failed == nil:
		s.goBack(f)
	case s.request != 0:
		f.notice = "the record is still being read; esc stops that"
	case len(list) == 0:
	case s.failed != nil && (key.Matches(msg, keys.retry) || key.Matches(msg, keys.enter)):
		return s.read(f)
	case s.failed != nil:
	case s.cursor.move(msg, len(list), max(1, f.height-9)):
		s.chosen = list[s.cursor.at].Ordinal + 1
	case key.Matches(msg, keys.right), key.Matches(msg, keys.enter):
		return s.read(f)
	}
	return nil
}

func (s *refusedScreen) goBack(f *flow) {
	switch {
	case s.request != 0:
		s.cancel()
		s.request = 0
	case s.failed != nil:
		s.failed = nil
	default:
		*s = refusedScreen{}
		f.back = true
	}
}

// read reads the record of the selected one from the export.
func (s *refusedScreen) read(f *flow) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.failed = f.next(), cancel, nil
	request, refusal, record := s.request, s.selected(f), f.refused.record
	s.chosen = refusal.Ordinal + 1
	return func() tea.Msg {
		view, err := record(ctx, refusal.Ordinal)
		return recordReadMsg{request: request, view: view, refusal: refusal, err: err}
	}
}

func (s *refusedScreen) selected(f *flow) migrator.Refusal {
	return f.refused.latest[max(0, min(s.cursor.at, len(f.refused.latest)-1))]
}

func (s *refusedScreen) recordRead(f *flow, msg recordReadMsg) {
	if msg.request != s.request {
		return
	}
	s.request = 0
	if msg.err != nil {
		failed := describe(msg.err)
		s.failed = &failed
		return
	}
	if f.at != atRefused {
		return
	}
	f.pickedUser, f.pickedRefusal = msg.view, &msg.refusal
	f.visit(atUser)
}

func (s *refusedScreen) body(f *flow, width, height int) []string {
	list := f.refused.latest
	lines := []string{apart(" "+f.look.title.Render("Refused"), say.Users(f.refused.total)+" ", width), ""}
	switch {
	case s.failed != nil:
		return append(lines, s.failed.lines(f.look, width)...)
	case len(list) == 0 && f.refused.total > 0:
		return append(lines, wrapped(width, "Nobody in this run; those of earlier runs are in refused.csv of the report.")...)
	case len(list) == 0:
		return append(lines, " Nobody in this run.")
	}
	detail := refusalDetail(f.look, s.selected(f), width)
	from, to := s.cursor.window(len(list), max(1, height-len(lines)-len(detail)))
	for i := from; i < to; i++ {
		lines = append(lines, f.look.row(i == s.cursor.at, refusalLine(list[i], width-4)))
	}
	return append(lines, detail...)
}

// mostID keeps what belongs together near each other on wide terminals.
const mostID = 44

// refusalLine is one refused user: where, who, why.
func refusalLine(r migrator.Refusal, width int) string {
	id := max(14, min(mostID, (width-14-24)/2))
	return fit(say.Places(say.Clean(r.Place)), 13) + " " + fit(cutMiddle(say.Clean(r.SourceID), id), id) + " " + fit(say.Clean(r.Reason), 24) + " " + say.Clean(r.Hint)
}

// refusalDetail is what is known of the selected one, in full.
func refusalDetail(l look, r migrator.Refusal, width int) []string {
	lines := []string{"", " " + l.title.Render(cut(say.Places(say.Clean(r.Place))+"  "+say.Clean(r.SourceID), width-2))}
	return append(lines, wrapped(width, refusalReasons(r)...)...)
}

// refusalReasons are what Stytch said, what that means, and what to do.
func refusalReasons(r migrator.Refusal) []string {
	about := migrator.Describe(r.Reason)
	why := say.Clean(r.Reason)
	if about.Sentence != r.Reason {
		why += ": " + say.Clean(about.Sentence)
	}
	hint := r.Hint
	if hint == "" {
		hint = about.Hint
	}
	if hint == "" {
		return []string{why}
	}
	return []string{why, say.Clean(hint)}
}

func (s *refusedScreen) status(f *flow) string {
	switch {
	case s.request != 0:
		return "Reading the record from the export. esc stops."
	case f.refused.total > len(f.refused.latest):
		return "The latest " + say.Count(len(f.refused.latest)) + "; all of them are in refused.csv of the report."
	}
	return "The others are imported. The refused can be sent again when the import is done."
}

func (s *refusedScreen) hints(f *flow) []hint {
	if s.failed != nil {
		return []hint{{key: keys.retry, label: "read again"}, {key: keys.back, label: "back to the list"}}
	}
	why := ""
	if len(f.refused.latest) == 0 {
		why = "nobody was refused in this run"
	}
	return []hint{{key: keys.enter, label: "record and calls", why: why}, {key: keys.back, label: "back"}, {key: keys.down, label: "scroll"}}
}

func (s *refusedScreen) step() step        { return stepImport }
func (s *refusedScreen) typing(*flow) bool { return false }
