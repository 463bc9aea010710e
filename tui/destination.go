package tui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// destinationScreen chooses where the users go, asks for credentials that the
// environment does not have, checks them with one harmless request, and has a
// live project's id typed.
type destinationScreen struct {
	at    int // in kinds
	stage stage
	// One line for each kind, so that nothing typed is lost on the way.
	ids, secrets [3]input
	confirm      input

	request   int // of the check, 0 = none
	cancel    context.CancelFunc
	name      string // of the checked project
	rehearsed bool
	failed    *failure
}

var kinds = [3]migrator.TargetKind{migrator.Sandbox, migrator.Test, migrator.Live}

// stage is what the screen asks for.
type stage int

const (
	askKind stage = iota
	askID
	askSecret
	checking
	ready // checked; a live project's id is to be typed
)

func (s *destinationScreen) kind() migrator.TargetKind { return kinds[s.at] }

func (s *destinationScreen) enter(f *flow) tea.Cmd {
	if s.stage == ready {
		return nil
	}
	s.stage, s.failed = askKind, nil
	for i := range s.secrets {
		s.secrets[i].masked = true
	}
	s.choose(f)
	return nil
}

func (s *destinationScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case checkedMsg:
		s.checked(f, msg)
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *destinationScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.goBack(f)
	case key.Matches(msg, keys.enter):
		return s.next(f)
	case s.stage == askKind:
		c := cursor{at: s.at}
		if c.move(msg, len(kinds), 1) {
			s.at, s.failed, s.confirm = c.at, nil, input{}
			s.choose(f)
		}
	case s.stage == checking:
	case s.field() != nil:
		s.field().update(msg)
		s.failed = nil
	}
	return nil
}

// field is the line that is being typed.
func (s *destinationScreen) field() *input {
	switch {
	case s.stage == askID:
		return &s.ids[s.at]
	case s.stage == askSecret:
		return &s.secrets[s.at]
	case s.stage == ready && s.kind() == migrator.Live:
		return &s.confirm
	}
	return nil
}

// choose makes the selected kind the destination; the badge follows.
func (s *destinationScreen) choose(f *flow) {
	f.target = migrator.Target{Kind: s.kind(), ProjectID: s.projectID(f)}
	f.project, f.secret = "", ""
	if s.kind() == migrator.Sandbox {
		f.target.ProjectID = ""
	}
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

func (s *destinationScreen) goBack(f *flow) {
	switch {
	case s.stage == checking:
		s.cancel()
		s.request, s.stage = 0, askKind
		f.notice = "stopped checking"
	case s.stage != askKind:
		s.stage, s.failed, s.confirm = askKind, nil, input{}
	default:
		f.back = true
	}
}

// next goes one stage on.
func (s *destinationScreen) next(f *flow) tea.Cmd {
	if why := s.rateProblem(f); why != "" {
		f.notice = why
		return nil
	}
	switch s.stage {
	case askKind:
		if s.kind() == migrator.Sandbox {
			return s.begin(f)
		}
		return s.askOrCheck(f)
	case askID, askSecret:
		return s.askOrCheck(f)
	case ready:
		return s.confirmed(f)
	}
	return nil
}

func (s *destinationScreen) rateProblem(f *flow) string {
	if s.kind() != migrator.Sandbox && (f.options.Rate < 1 || f.options.Rate > migrator.MaxRate) {
		return "the rate of " + say.RateTitle(f.options.Rate) + " is for a sandbox only; esc goes to the options"
	}
	return ""
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
	}
	return s.check(f, id, secret)
}

func (s *destinationScreen) check(f *flow, id, secret string) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	f.target = migrator.Target{Kind: s.kind(), ProjectID: id}
	f.secret = secret
	s.request, s.cancel, s.stage, s.failed = f.next(), cancel, checking, nil
	return checkCmd(ctx, f.engine, s.request, f.export, f.target, secret)
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
	f.project = msg.name
}

// confirmed begins the import; a live one only with its project id typed.
func (s *destinationScreen) confirmed(f *flow) tea.Cmd {
	if s.kind() == migrator.Live {
		if strings.TrimSpace(s.confirm.value()) != f.target.ProjectID {
			f.notice = "that is not the project id; type all of it, or esc"
			return nil
		}
		f.target.Confirmed = true
	}
	return s.begin(f)
}

// begin hands everything to the import screen.
func (s *destinationScreen) begin(f *flow) tea.Cmd {
	if s.kind() == migrator.Sandbox {
		f.target, f.secret, f.project = migrator.Target{Kind: migrator.Sandbox}, "", ""
	}
	b := beginning{
		export: f.export, options: f.options, target: f.target, secret: f.secret,
		checkpoint: f.checkpointPath(s.kind()),
	}
	if f.reading.done {
		b.preview = f.reading.previewer
	}
	e := f.engine
	f.run = start{begin: func(ctx context.Context) (migration, error) { return e.begin(ctx, b) }}
	s.stage, s.confirm = askKind, input{}
	f.visit(atImport)
	return nil
}

func (s *destinationScreen) step() step        { return stepDestination }
func (s *destinationScreen) typing(*flow) bool { return s.field() != nil }
