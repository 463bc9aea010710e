package tui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// field is the line that is being typed.
func (s *destinationScreen) field(f *flow) *input {
	switch {
	case s.stage == askServer:
		return &s.server
	case s.stage == askID:
		return &s.ids[s.at]
	case s.stage == askSecret:
		return &s.secrets[s.at]
	case s.stage == askFew:
		return &s.few
	case s.stage == askHost:
		return &s.confirmHost
	case s.stage == confirming:
		return &s.confirm
	}
	return nil
}

// projectID is that of the environment where it fits the kind, else what was
// typed.
func (s *destinationScreen) projectID(f *flow) string {
	if id := f.config.Getenv("STYTCH_PROJECT_ID"); fitsKind(id, s.kind()) {
		return id
	}
	return strings.TrimSpace(s.ids[s.at].value())
}

func (s *destinationScreen) secretValue(f *flow) string {
	if s.secretFromEnvironment(f) {
		return f.config.Getenv("STYTCH_SECRET")
	}
	return s.secrets[s.at].value()
}

// secretFromEnvironment: the environment's secret is used only together with
// the environment's project.
func (s *destinationScreen) secretFromEnvironment(f *flow) bool {
	return fitsKind(f.config.Getenv("STYTCH_PROJECT_ID"), s.kind()) && f.config.Getenv("STYTCH_SECRET") != ""
}

// fitsKind says whether a project can be the destination of a kind.
func fitsKind(id string, kind migrator.TargetKind) bool {
	return kind != migrator.Sandbox && migrator.ProjectKind(id) == kind
}

// askOrCheck asks for what is missing, and checks when nothing is.
func (s *destinationScreen) askOrCheck(f *flow) tea.Cmd {
	id, secret := s.projectID(f), s.secretValue(f)
	switch {
	case id == "":
		if s.stage == askID {
			f.notice = "type the project id first"
		}
		s.stage = askID
		return nil
	case !fitsKind(id, s.kind()):
		s.stage = askID
		f.notice = "a " + string(s.kind()) + " project's id begins with project-" + string(s.kind()) + "-"
		return nil
	case secret == "":
		if s.stage == askSecret {
			f.notice = "type the secret first"
		}
		s.stage = askSecret
		return nil
	case migrator.FitSecret(secret, id) != nil:
		s.stage = askSecret
		failed := failure{Failure: say.Failure{
			What: "This secret belongs to another kind of project than " + say.ShortID(id) + ".",
			Safe: say.NothingSent, Now: "Take the secret that stands beside this project id in Stytch's dashboard.",
		}}
		if s.secretFromEnvironment(f) {
			s.stage = askKind
			failed.Where = "STYTCH_SECRET and STYTCH_PROJECT_ID in the environment"
		}
		s.failed = &failed
		return nil
	case s.hostToType() != "":
		s.stage = askHost
		return nil
	}
	return s.check(f, id, secret)
}

func (s *destinationScreen) check(f *flow, id, secret string) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	f.target = migrator.Target{Kind: s.kind(), ProjectID: id, BaseURL: s.serverAddress()}
	f.secret = secret
	s.request, s.cancel, s.stage, s.failed = f.next(), cancel, checking, nil
	return checkCmd(ctx, f.engine, s.request, f.export, s.toRead(f), secret)
}

// toRead is the target for requests that change nothing. The host that was
// typed confirms that the secret of a live project may go there; the project id
// is still to be typed before anybody is sent.
func (s *destinationScreen) toRead(f *flow) migrator.Target {
	t := f.target
	t.Confirmed = s.hostTyped && t.Kind == migrator.Live
	return t
}

func (s *destinationScreen) checked(f *flow, msg checkedMsg) {
	if msg.request != s.request {
		return
	}
	s.request = 0
	if msg.err != nil {
		failed := describe(msg.err)
		failed.Safe = say.NothingSent
		s.failed, s.stage = &failed, askKind
		if !s.secretFromEnvironment(f) {
			s.stage = askSecret
		}
		return
	}
	s.name, s.rehearsed, s.stage = msg.name, msg.rehearsed, ready
	f.project, s.way = msg.name, cursor{}
}
