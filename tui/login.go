package tui

import (
	"context"
	"errors"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/sources/hashes"
	"example.com/usher/tui/say"
)

// loginScreen tries a known password against the hash of one user, on this
// machine, with the very parameters that would be sent to Stytch.
type loginScreen struct {
	password input
	request  int // of the check, 0 = none
	cancel   context.CancelFunc
	verdict  loginVerdict
}

// loginVerdict is what came of a check.
type loginVerdict struct {
	sentence string // "" = not checked yet
	opens    bool
	settings []hashes.Setting // that would make the password open the hash
}

func (s *loginScreen) enter(*flow) tea.Cmd {
	*s = loginScreen{password: input{masked: true}}
	return nil
}

func (s *loginScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loginCheckedMsg:
		if msg.request == s.request {
			s.request, s.verdict = 0, msg.verdict
			s.password = input{masked: true}
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *loginScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back) && s.request != 0:
		s.cancel()
		s.request = 0
		f.notice = "stopped checking"
	case key.Matches(msg, keys.back):
		f.back = true
	case s.request != 0 || !s.asks(f):
	case key.Matches(msg, keys.enter) && s.password.value() == "":
		f.notice = "type the password of this user first"
	case key.Matches(msg, keys.enter):
		return s.check(f)
	default:
		s.password.update(msg)
		s.verdict = loginVerdict{}
	}
	return nil
}

// asks says that there is a hash to try.
func (s *loginScreen) asks(f *flow) bool { return noLogin(f) == "" }

// noLogin says why no login of the picked user can be checked, "" when one
// can.
func noLogin(f *flow) string {
	h := f.pickedUser.User.Hash
	switch {
	case undecided(h, f.pickedUser.Parts):
		return ""
	case h == nil:
		return "the export has no password hash of this user"
	case h.Type == "":
		return say.Clean(h.Why)
	}
	return ""
}

func (s *loginScreen) check(f *flow) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel = f.next(), cancel
	request, hash, columns, password := s.request, f.pickedUser.User.Hash, f.pickedUser.Parts, s.password.value()
	return func() tea.Msg {
		return loginCheckedMsg{request: request, verdict: checkLogin(ctx, hash, columns, password)}
	}
}

// checkLogin says whether a password opens a hash, and where it does not, what
// may be wrong.
func checkLogin(ctx context.Context, hash *hashes.Hash, columns *hashes.Parts, password string) loginVerdict {
	if undecided(hash, columns) {
		return diagnosed(hashes.DiagnoseParts(ctx, *columns, password))
	}
	opens, err := hashes.Check(hash, password)
	switch {
	case errors.Is(err, hashes.ErrProblem):
		return loginVerdict{sentence: "Stytch would refuse this hash: " + hash.Problem() + "."}
	case err != nil:
		return loginVerdict{sentence: "This could not be checked: " + err.Error() + "."}
	case opens:
		sentence := "The password opens the hash: this user can log in at Stytch with it."
		if caveat := hashes.Caveat(hash, password); caveat != "" {
			sentence += " " + caveat
		}
		return loginVerdict{sentence: sentence, opens: true}
	}
	if columns != nil {
		return diagnosed(hashes.DiagnoseParts(ctx, *columns, password))
	}
	return diagnosed(hashes.Diagnose(ctx, hash, password))
}

// undecided: the mapping does not say well enough what the hash is.
func undecided(h *hashes.Hash, columns *hashes.Parts) bool {
	return (h == nil || h.Type == "") && columns != nil && columns.Undecided()
}

func diagnosed(d hashes.Diagnosis) loginVerdict {
	v := loginVerdict{sentence: d.Sentence}
	if d.Opens {
		v.settings = d.Settings
	}
	return v
}

func (s *loginScreen) body(f *flow, width, height int) []string {
	l, u := f.look, f.pickedUser.User
	lines := []string{" " + l.title.Render(cut("Check the login of "+say.Clean(nameOf(u)), width-2)), ""}
	if why := noLogin(f); why != "" {
		return append(lines, wrapped(width, sentenceOf(why)+".")...)
	}
	about := "Hash: the mapping does not say of which type. "
	if u.Hash != nil && u.Hash.Type != "" {
		about = "Hash: " + say.Clean(u.Hash.Scheme) + ", sent as " + string(u.Hash.Type) + ". "
	}
	lines = append(lines, wrapped(width, about+
		"Type the password that this user has in your app. It is tried on this machine only, and kept nowhere.")...)
	lines = append(lines, " > "+s.password.view(width-4, s.request == 0), "")
	return append(lines, s.verdictLines(l, width)...)
}

func (s *loginScreen) verdictLines(l look, width int) []string {
	v := s.verdict
	if s.request != 0 {
		return []string{" Trying the password, and the likely mistakes where it does not fit."}
	}
	if v.sentence == "" {
		return nil
	}
	sign := l.warn.Render("!")
	if v.opens {
		sign = l.good.Render("✓")
	}
	var lines []string
	for i, line := range wrap(say.Clean(v.sentence), width-4) {
		if i > 0 {
			sign = " "
		}
		lines = append(lines, " "+sign+" "+line)
	}
	for _, setting := range v.settings {
		lines = append(lines, "   set "+say.Clean(setting.Field)+" to "+say.Clean(setting.Value))
	}
	return lines
}

func (s *loginScreen) status(*flow) string {
	if s.request != 0 {
		return "Checking. esc stops."
	}
	return "Nothing is sent: the hash is computed on this machine."
}

func (s *loginScreen) hints(f *flow) []hint {
	if !s.asks(f) {
		return []hint{{key: keys.back, label: "back"}}
	}
	return []hint{{key: keys.enter, label: "check"}, {key: keys.back, label: "back"}}
}

func (s *loginScreen) step() step          { return stepPreview }
func (s *loginScreen) typing(f *flow) bool { return s.asks(f) }
