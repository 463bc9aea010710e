package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// wantedSecret is what the secret screen asks for, and what is done with it.
type wantedSecret struct {
	target  migrator.Target
	purpose string // "Go on with acme.usher"
	then    func(*flow, string) tea.Cmd
}

// secretScreen asks for the secret of a project that the environment does not
// have.
type secretScreen struct{ secret input }

func (s *secretScreen) enter(*flow) tea.Cmd {
	s.secret = input{masked: true}
	return nil
}

func (s *secretScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.enter):
		return s.typed(f)
	default:
		s.secret.update(k)
	}
	return nil
}

func (s *secretScreen) typed(f *flow) tea.Cmd {
	secret := strings.TrimSpace(s.secret.value())
	id := f.wanted.target.ProjectID
	if secret == "" {
		f.notice = "type the secret of " + say.ShortID(id)
		return nil
	}
	if migrator.FitSecret(secret, id) != nil {
		f.notice = "this secret belongs to another kind of project than " + say.ShortID(id)
		return nil
	}
	f.target, f.secret = f.wanted.target, secret
	s.secret = input{masked: true}
	f.back = true
	return f.wanted.then(f, secret)
}

func (s *secretScreen) body(f *flow, width, height int) []string {
	return []string{
		"",
		" " + f.look.title.Render(say.Clean(f.wanted.purpose)),
		"",
		" The secret of " + say.Clean(f.wanted.target.ProjectID) + ".",
		" It is used for this run and never written down.",
		"",
		" > " + s.secret.view(width-4, true),
	}
}

func (s *secretScreen) status(*flow) string {
	return "Nothing is sent before the secret was checked with one harmless request."
}

func (s *secretScreen) hints(*flow) []hint {
	return []hint{{key: keys.enter, label: "go on"}, {key: keys.back, label: "back"}}
}

func (s *secretScreen) step() step        { return stepNone }
func (s *secretScreen) typing(*flow) bool { return true }
