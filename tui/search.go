package tui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// searchScreen finds users of the export by email, id or phone. The export is
// read again for that, and nobody but those found is held.
type searchScreen struct {
	query   input
	of      previewer
	asked   string // what was searched for last
	users   []migrator.UserView
	inList  bool
	cursor  cursor
	request int // of a search, 0 = none
	cancel  context.CancelFunc
	err     error
	read    int64
	total   int64
}

// mostFound is how many users a search shows.
const mostFound = 200

func (s *searchScreen) enter(f *flow) tea.Cmd {
	if s.of != f.reading.previewer {
		*s = searchScreen{of: f.reading.previewer}
	}
	return nil
}

func (s *searchScreen) watches() bool { return s.request != 0 }

func (s *searchScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case polledMsg:
		if s.request != 0 && f.export != nil {
			s.read, s.total = f.export.progress()
		}
	case foundMsg:
		if msg.request != s.request {
			return nil
		}
		s.request, s.users, s.err = 0, msg.users, msg.err
		s.inList, s.cursor = len(msg.users) > 0, cursor{}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *searchScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back) && s.request != 0:
		s.cancel()
		s.request = 0
		f.notice = "stopped searching"
	case key.Matches(msg, keys.back):
		f.back = true
	case s.request != 0:
		f.notice = "still searching; esc stops"
	case s.inList:
		s.listKey(f, msg)
	case key.Matches(msg, keys.enter):
		return s.search(f)
	case msg.String() == "down":
		s.inList = len(s.users) > 0
	default:
		s.query.update(msg)
	}
	return nil
}

func (s *searchScreen) listKey(f *flow, msg tea.KeyMsg) {
	switch {
	case key.Matches(msg, keys.search), s.cursor.at == 0 && key.Matches(msg, keys.up):
		s.inList = false
	case s.cursor.move(msg, len(s.users), max(1, f.height-4)):
	case key.Matches(msg, keys.right), key.Matches(msg, keys.enter):
		f.pickedUser, f.pickedRefusal = s.users[s.cursor.at], nil
		f.visit(atUser)
	}
}

func (s *searchScreen) search(f *flow) tea.Cmd {
	query := strings.TrimSpace(s.query.value())
	if query == "" {
		f.notice = "type an email, an id or a phone number, or a part of one"
		return nil
	}
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.asked, s.err = f.next(), cancel, query, nil
	s.users, s.read, s.total = nil, 0, 0
	request, of := s.request, s.of
	return func() tea.Msg {
		users, err := of.Find(ctx, query, mostFound)
		return foundMsg{request: request, users: users, err: err}
	}
}

func (s *searchScreen) body(f *flow, width, height int) []string {
	l := f.look
	lines := []string{" " + l.title.Render("Search one user: email, id or phone, or a part of it"), " > " + s.query.view(width-4, !s.inList), ""}
	switch {
	case s.err != nil:
		return append(lines, describe(s.err).lines(l, width)...)
	case s.request != 0:
		return append(lines, " "+bar(l, s.read, s.total, width-2-9)+right(say.Percent(s.read, s.total, false), 9))
	case s.asked == "":
		return append(lines, " The export is read once more for that; nobody else is kept in memory.")
	case len(s.users) == 0:
		return append(lines, " Nobody in this export has "+cut(say.Clean(s.asked), width-30)+".")
	}
	from, to := s.cursor.window(len(s.users), height-len(lines))
	columns := columnsOf(s.users, "", width-4)
	for i := from; i < to; i++ {
		lines = append(lines, l.row(s.inList && i == s.cursor.at, userLine(s.users[i], "", columns)))
	}
	return lines
}

func (s *searchScreen) status(*flow) string {
	switch n := len(s.users); {
	case s.request != 0:
		return "Searching. Nothing is sent while you look."
	case n == mostFound:
		return "The first " + say.Count(n) + " who match; type more of it to find fewer."
	case n > 0:
		return "Found: " + say.Users(n) + ". Nothing is sent while you look."
	}
	return "Nothing is sent while you look."
}

func (s *searchScreen) hints(*flow) []hint {
	switch {
	case s.request != 0:
		return []hint{{key: keys.back, label: "stop"}}
	case s.inList:
		return []hint{{key: keys.right, label: "record and calls"}, {key: keys.search, label: "another search"}, {key: keys.back, label: "back"}}
	}
	return []hint{{key: keys.enter, label: "search"}, {key: keys.back, label: "back"}}
}

func (s *searchScreen) step() step        { return stepPreview }
func (s *searchScreen) typing(*flow) bool { return !s.inList }
