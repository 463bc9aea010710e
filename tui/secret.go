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
	// host is typed first, where the secret would not go to Stytch; "" = none.
	host  string
	known string // the secret, "" = it is asked for
}

// secretScreen asks for the secret of a project that the environment does not
// have, and before that for the host of a server that is not Stytch's: a
// checkpoint names it, and the secret must not follow a file.
type secretScreen struct {
	secret input
	host   input
}

func (s *secretScreen) enter(*flow) tea.Cmd {
	*s = secretScreen{secret: input{masked: true}}
	return nil
}

func (s *secretScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.enter) && f.wanted.host != "":
		return s.hostTyped(f)
	case key.Matches(k, keys.enter):
		return s.typed(f)
	case f.wanted.host != "":
		s.host.update(k)
	default:
		s.secret.update(k)
	}
	return nil
}

func (s *secretScreen) hostTyped(f *flow) tea.Cmd {
	if strings.TrimSpace(s.host.value()) != f.wanted.host {
		f.notice = "that is not the host; type all of it, or esc"
		return nil
	}
	f.confirmHost(f.wanted.host)
	f.wanted.host = ""
	if f.wanted.known == "" {
		return nil
	}
	return s.goOn(f, f.wanted.known)
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
	return s.goOn(f, secret)
}

func (s *secretScreen) goOn(f *flow, secret string) tea.Cmd {
	f.target, f.secret = f.wanted.target, secret
	s.secret = input{masked: true}
	f.back = true
	return f.wanted.then(f, secret)
}

func (s *secretScreen) body(f *flow, width, height int) []string {
	lines := []string{"", " " + f.look.title.Render(say.Clean(f.wanted.purpose)), ""}
	if f.wanted.host != "" {
		lines = append(lines, wrapped(width, "The secret of "+say.Clean(f.wanted.target.ProjectID)+" would go to a server that is not Stytch's, because this checkpoint names it. Type its host to go on:")...)
		return append(lines, "", "   "+f.look.strong.Render(say.Clean(f.wanted.host)), " > "+s.host.view(width-4, true))
	}
	lines = append(lines, " The secret of "+say.Clean(f.wanted.target.ProjectID)+".")
	if server := f.wanted.target.BaseURL; server != "" {
		lines = append(lines, " It goes to "+say.Clean(server)+", which is not Stytch's.")
	}
	return append(lines, " It is used for this run and never written down.", "", " > "+s.secret.view(width-4, true))
}

func (s *secretScreen) status(f *flow) string {
	if f.wanted.host != "" {
		return "Nothing was sent, and nothing is before the host is typed."
	}
	return "Nothing is sent before the secret was checked with one harmless request."
}

func (s *secretScreen) hints(*flow) []hint {
	return []hint{{key: keys.enter, label: "go on"}, {key: keys.back, label: "back"}}
}

func (s *secretScreen) step() step        { return stepNone }
func (s *secretScreen) typing(*flow) bool { return true }
