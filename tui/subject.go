package tui

import (
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
)

// subject is a migration whose checkpoint is worked on: verified, undone, sent
// again.
type subject struct {
	checkpoint string
	target     migrator.Target
	secret     string
}

// embedded says that the sandbox was one of the rehearsal's own.
func embedded(t migrator.Target) bool { return t.Kind == migrator.Sandbox && t.BaseURL == "" }

// gone says why nothing can be done about a migration any more.
func (s subject) gone() string {
	if embedded(s.target) {
		return "the sandbox of a finished rehearsal is gone with its users"
	}
	return ""
}

// knownSecret is the secret of a project, when it was typed already or stands
// in the environment beside this very project.
func (f *flow) knownSecret(t migrator.Target) (secret string, known bool) {
	switch {
	case embedded(t):
		return "", true
	case f.secret != "" && f.target.ProjectID == t.ProjectID:
		return f.secret, true
	}
	secret = f.config.Getenv("STYTCH_SECRET")
	return secret, secret != "" && f.config.Getenv("STYTCH_PROJECT_ID") == t.ProjectID
}

// hostToConfirm is the host that is still to be typed before the secret of a
// destination goes there, "" for none.
func (f *flow) hostToConfirm(t migrator.Target) string {
	if host := t.HostToConfirm(); !f.hosts[host] {
		return host
	}
	return ""
}

func (f *flow) confirmHost(host string) {
	if f.hosts == nil {
		f.hosts = map[string]bool{}
	}
	f.hosts[host] = true
}

// withSecret goes on with the secret of a project: at once where it is known
// and goes to Stytch, after the secret screen where it is not, or where its
// checkpoint says that it goes elsewhere.
func (f *flow) withSecret(t migrator.Target, purpose string, then func(*flow, string) tea.Cmd) tea.Cmd {
	secret, known := f.knownSecret(t)
	host := f.hostToConfirm(t)
	if known && host == "" {
		return then(f, secret)
	}
	f.wanted = wantedSecret{target: t, purpose: purpose, then: then, host: host, known: secret}
	f.visit(atSecret)
	return nil
}
