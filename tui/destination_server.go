package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
)

// hostToType is the host that is still to be typed, "" for none.
func (s *destinationScreen) hostToType() string {
	if s.hostTyped {
		return ""
	}
	return migrator.Target{Kind: s.kind(), BaseURL: s.serverAddress()}.HostToConfirm()
}

// askServer has the address of a Stytch-compatible server typed.
func (s *destinationScreen) askServer(f *flow) {
	if s.kind() == migrator.Sandbox {
		f.notice = "the sandbox is on this machine; a server is for a test or live project"
		return
	}
	s.stage = askServer
}

// serverTyped takes the address over, when it may be one.
func (s *destinationScreen) serverTyped(f *flow) tea.Cmd {
	if address := s.serverAddress(); address != "" {
		if _, err := migrator.ParseBaseURL(address); err != nil {
			failed := describe(err)
			s.failed = &failed
			return nil
		}
	}
	s.stage = askKind
	s.unconfirm()
	return s.choose(f)
}

func (s *destinationScreen) serverAddress() string {
	return strings.TrimSuffix(strings.TrimSpace(s.server.value()), "/")
}

// unconfirm forgets what was typed to confirm another destination.
func (s *destinationScreen) unconfirm() {
	s.confirm, s.confirmHost, s.hostTyped = input{}, input{}, false
}
