package tui

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// findingScreen lists the users of one finding (or all users), a page at a
// time: the export is read again for each page, and a page is all that is
// held.
type findingScreen struct {
	code    string
	of      previewer // that the page was read from
	offset  int
	users   []migrator.UserView
	cursor  cursor
	last    bool // the cursor goes to the end of the page that is being read
	request int  // of a page being read, 0 = none
	cancel  context.CancelFunc
	err     error
}

// userPage is how many users are read at once.
const userPage = 200

func (s *findingScreen) enter(f *flow) tea.Cmd {
	if s.of == f.reading.previewer && s.code == f.pickedCode && (s.users != nil || s.request != 0) {
		return nil
	}
	*s = findingScreen{code: f.pickedCode, of: f.reading.previewer}
	return s.page(f, 0)
}

func (s *findingScreen) page(f *flow, offset int) tea.Cmd {
	if s.cancel != nil {
		s.cancel()
	}
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.err = f.next(), cancel, nil
	s.offset, s.users, s.cursor, s.last = offset, nil, cursor{}, false
	return usersCmd(ctx, s.request, s.of, s.code, offset, userPage)
}

// pageEnd is page, to its last user.
func (s *findingScreen) pageEnd(f *flow, offset int) tea.Cmd {
	cmd := s.page(f, offset)
	s.last = true
	return cmd
}

func (s *findingScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case usersReadMsg:
		if msg.request == s.request {
			s.request, s.users, s.err = 0, msg.users, msg.err
			if s.last {
				s.cursor.at = max(0, len(s.users)-1)
			}
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *findingScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	n := len(s.users)
	switch {
	case key.Matches(msg, keys.back):
		f.back = true
	case key.Matches(msg, keys.left):
		f.back = true
	case s.request != 0:
		f.notice = "the users are still being read"
	case key.Matches(msg, keys.retry) && s.err != nil:
		return s.page(f, s.offset)
	case key.Matches(msg, keys.export):
		return f.writeList(s.code)
	case key.Matches(msg, keys.search):
		f.visit(atSearch)
	case n == 0:
	case s.cursor.at == n-1 && (key.Matches(msg, keys.down) || key.Matches(msg, keys.pageDown)):
		if s.offset+n < s.total(f) {
			return s.page(f, s.offset+n)
		}
	case s.cursor.at == 0 && s.offset > 0 && (key.Matches(msg, keys.up) || key.Matches(msg, keys.pageUp)):
		return s.pageEnd(f, max(0, s.offset-userPage))
	case key.Matches(msg, keys.top) && s.offset > 0:
		return s.page(f, 0)
	case key.Matches(msg, keys.bottom) && s.offset+n < s.total(f):
		return s.pageEnd(f, (s.total(f)-1)/userPage*userPage)
	case s.cursor.move(msg, n, max(1, f.height-4)):
	case key.Matches(msg, keys.right), key.Matches(msg, keys.enter):
		f.pickedUser, f.pickedRefusal = s.users[s.cursor.at], nil
		f.visit(atUser)
	}
	return nil
}

// total is how many users the finding has.
func (s *findingScreen) total(f *flow) int {
	if s.code == "" {
		return f.reading.result.Users
	}
	for _, c := range f.reading.result.Findings {
		if c.Code == s.code {
			return c.Users
		}
	}
	return 0
}

func (s *findingScreen) title() migrator.About {
	if s.code == "" {
		return migrator.About{Severity: migrator.Info, Sentence: "all users of the export"}
	}
	return migrator.Describe(s.code)
}

func (s *findingScreen) body(f *flow, width, height int) []string {
	l, about := f.look, s.title()
	lines := []string{
		apart(" "+l.severity(about.Severity)+" "+l.title.Render(about.Sentence), say.Users(s.total(f))+" ", width),
	}
	for _, line := range firstLines(wrap(about.Hint, width-4), 3) {
		lines = append(lines, "   "+l.faint.Render(line))
	}
	lines = append(lines, "")
	switch {
	case s.err != nil:
		return append(lines, describe(s.err).lines(l, width)...)
	case s.request != 0:
		return append(lines, "   Reading the users from the export.")
	case len(s.users) == 0:
		return append(lines, "   No user has this finding.")
	}
	from, to := s.cursor.window(len(s.users), height-len(lines))
	columns := columnsOf(s.users, s.code, width-4)
	for i := from; i < to; i++ {
		lines = append(lines, l.row(i == s.cursor.at, userLine(s.users[i], s.code, columns)))
	}
	return lines
}

// userLine is one user of a list: place, id, how to reach them, and why they
// are here.
func userLine(v migrator.UserView, code string, c userColumns) string {
	id := cutMiddle(say.Clean(v.User.SourceID), c.id-1)
	return fit(say.Place(v.User.Place), placeWidth-1) + " " + fit(id, c.id-1) + " " + fit(reachOf(v), c.reach-1) + " " + cut(whyOf(v, code), c.why)
}

func reachOf(v migrator.UserView) string {
	if v.User.Email != "" {
		return say.Clean(v.User.Email)
	}
	return say.Clean(v.User.Phone)
}

func whyOf(v migrator.UserView, code string) string {
	for _, x := range v.Findings {
		if x.Code == code {
			return say.Clean(say.Places(x.Detail))
		}
	}
	return ""
}

// userColumns are the widths of a list of users, spaces between them included.
type userColumns struct{ id, reach, why int }

// The place has a column of its own; the others are not narrower than these
// as long as there is room.
const placeWidth, leastID, leastReach = 14, 16, 22

// columnsOf gives each column what it needs, and where that is too much takes
// it from the ids first: their ends are enough to tell them apart.
func columnsOf(users []migrator.UserView, code string, width int) userColumns {
	var c userColumns
	for _, v := range users {
		c.id = max(c.id, ansi.StringWidth(say.Clean(v.User.SourceID))+1)
		c.reach = max(c.reach, ansi.StringWidth(reachOf(v))+1)
		c.why = max(c.why, ansi.StringWidth(whyOf(v, code)))
	}
	over := func() int { return max(0, placeWidth+c.id+c.reach+c.why-width) }
	c.id -= min(over(), max(0, c.id-leastID))
	c.reach -= min(over(), max(0, c.reach-leastReach))
	c.why -= min(over(), c.why)
	return c
}

func (s *findingScreen) status(f *flow) string {
	if len(s.users) == 0 {
		return "Nothing is sent while you look."
	}
	return "User " + say.Count(s.offset+s.cursor.at+1) + " of " + say.Count(s.total(f)) + ". Nothing is sent while you look."
}

func (s *findingScreen) hints(f *flow) []hint {
	if s.err != nil {
		return []hint{{key: keys.retry, label: "read again"}, {key: keys.back, label: "back"}}
	}
	why := ""
	if len(s.users) == 0 {
		why = "no user is listed yet"
	}
	return []hint{{key: keys.right, label: "record and calls", why: why}, {key: keys.export, label: "write this list"}, {key: keys.back, label: "back"}, {key: keys.pageDown, label: "next page"}, {key: keys.search, label: "search"}}
}

func (s *findingScreen) step() step        { return stepPreview }
func (s *findingScreen) typing(*flow) bool { return false }
