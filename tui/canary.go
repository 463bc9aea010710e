package tui

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// canaryScreen shows the users who went first beside what Stytch has of them,
// and tries a login, before everybody else is sent.
type canaryScreen struct {
	of      subject
	open    canaries
	users   []migrator.CanaryUser
	cursor  cursor
	request int // of what is under way, 0 = none
	cancel  context.CancelFunc
	failed  *failure

	asking   bool // for a password
	password input
	// tried is what came of the last login, by the number of the user.
	tried map[int]bool
}

// mostCanaries is how many users are read back.
const mostCanaries = 100

type (
	canariesReadMsg struct {
		request int
		open    canaries
		users   []migrator.CanaryUser
		err     error
	}
	loginTriedMsg struct {
		request, user int
		right         bool
		err           error
	}
	canariesClosedMsg struct {
		request int
		err     error
	}
)

func (s *canaryScreen) enter(f *flow) tea.Cmd {
	*s = canaryScreen{of: f.subject, tried: map[int]bool{}}
	return s.read(f)
}

func (s *canaryScreen) read(f *flow) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.failed = f.next(), cancel, nil
	e, of, request := f.engine, s.of, s.request
	return func() tea.Msg {
		open, err := e.canaries(ctx, of)
		if err != nil {
			return canariesReadMsg{request: request, err: err}
		}
		users, err := open.Users(ctx, mostCanaries)
		return canariesReadMsg{request: request, open: open, users: users, err: err}
	}
}

func (s *canaryScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case canariesReadMsg:
		return s.readDone(f, msg)
	case loginTriedMsg:
		s.loginTried(msg)
	case canariesClosedMsg:
		if msg.request != 0 && msg.request == s.request {
			s.request = 0
			f.back = true
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *canaryScreen) readDone(f *flow, msg canariesReadMsg) tea.Cmd {
	if msg.request != s.request {
		return closing(msg.open, 0)
	}
	s.request = 0
	if msg.err != nil {
		failed := describe(msg.err)
		s.failed = &failed
		return closing(msg.open, 0)
	}
	s.open, s.users = msg.open, msg.users
	f.held = msg.open
	return nil
}

// closing gives the checkpoint back. It only read: there is nothing to lose.
func closing(open canaries, request int) tea.Cmd {
	return func() tea.Msg {
		var err error
		if open != nil {
			err = open.Close()
		}
		return canariesClosedMsg{request: request, err: err}
	}
}

func (s *canaryScreen) loginTried(msg loginTriedMsg) {
	if msg.request != s.request {
		return
	}
	s.request, s.asking = 0, false
	if msg.err != nil {
		failed := describe(msg.err)
		s.failed = &failed
		return
	}
	s.tried[msg.user] = msg.right
}

func (s *canaryScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		return s.goBack(f)
	case s.request != 0:
		f.notice = "Stytch is being asked; esc stops"
	case s.asking:
		return s.askKey(f, msg)
	case key.Matches(msg, keys.retry) && s.failed != nil && s.open == nil:
		return s.read(f)
	case s.failed != nil:
		s.failed = nil
	case s.cursor.move(msg, len(s.users), max(1, f.height/2)):
	case key.Matches(msg, keys.login):
		s.asking, s.password = true, input{masked: true}
	case key.Matches(msg, keys.space) && s.open != nil:
		s.sendRest(f)
	}
	return nil
}

func (s *canaryScreen) goBack(f *flow) tea.Cmd {
	switch {
	case s.asking:
		s.asking = false
		if s.request != 0 {
			s.cancel()
			s.request = 0
		}
		return nil
	case s.request != 0:
		s.cancel()
	}
	s.request = f.next()
	f.held = nil
	return closing(s.open, s.request)
}

func (s *canaryScreen) askKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case !key.Matches(msg, keys.enter):
		s.password.update(msg)
	case s.password.value() == "":
		f.notice = "type the password that this user has in your app"
	default:
		ctx, cancel := context.WithCancel(f.ctx)
		s.request, s.cancel = f.next(), cancel
		request, open, at, password := s.request, s.open, s.cursor.at, s.password.value()
		user := s.users[at]
		s.password = input{masked: true}
		return func() tea.Msg {
			right, err := open.Login(ctx, user, password)
			return loginTriedMsg{request: request, user: at, right: right, err: err}
		}
	}
	return nil
}

// sendRest goes on with everybody else.
func (s *canaryScreen) sendRest(f *flow) {
	open, again := s.open, reopening(f.engine, s.of.checkpoint, projectOf(s.of.target), s.of.secret)
	f.held, s.open = nil, nil
	f.run = start{again: again, begin: func(ctx context.Context) (migration, error) {
		if err := open.Close(); err != nil {
			return nil, err
		}
		return again(ctx)
	}}
	f.back = true
	if !f.importing {
		f.visit(atImport)
	}
}

// noTry says why no login of the selected user can be tried.
func (s *canaryScreen) noTry() string {
	switch {
	case s.request != 0 || s.open == nil:
		return "Stytch is still being asked"
	case len(s.users) == 0:
		return "nobody is in yet"
	case !s.users[s.cursor.at].HasPassword:
		return "no password of this user has moved"
	}
	return ""
}

func (s *canaryScreen) status(*flow) string {
	switch {
	case s.request != 0 && s.asking:
		return "Stytch is asked; no session is made."
	case s.request != 0:
		return "Reading them from Stytch; nothing is changed there."
	case s.failed != nil:
		return "The rest was not sent."
	}
	return "The rest waits: space sends it, esc leaves it for later."
}

func (s *canaryScreen) hints(*flow) []hint {
	back := hint{key: keys.back, label: "not yet"}
	switch {
	case s.asking:
		return []hint{{key: keys.enter, label: "try it"}, {key: keys.back, label: "back"}}
	case s.failed != nil && s.open == nil:
		return []hint{{key: keys.retry, label: "try again"}, {key: keys.back, label: "back"}}
	case s.open == nil:
		return []hint{{key: keys.back, label: "stop"}}
	}
	return []hint{{key: keys.space, label: "send the rest"}, {key: keys.login, label: "try a login", why: s.noTry()}, back}
}

func (s *canaryScreen) step() step        { return stepImport }
func (s *canaryScreen) typing(*flow) bool { return s.asking && s.request == 0 }

// canaryState is one of them in a few words.
func canaryState(u migrator.CanaryUser) (text string, good bool) {
	switch {
	case u.Outcome.Kind == migrator.Unknown:
		return "waits", false
	case u.Found == nil && u.Outcome.Reason != "":
		return u.Outcome.Kind.Label() + ": " + say.Clean(u.Outcome.Reason), false
	case u.Found == nil:
		return "not found at Stytch", false
	case len(u.Differ) > 0:
		return "differs at Stytch", false
	case u.HasPassword:
		return "as in the export, with a password", true
	}
	return "as in the export", true
}
