package tui

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
)

// destinationScreen chooses where the users go, asks for credentials that the
// environment does not have, checks them with one harmless request, and has a
// live project's id typed.
type destinationScreen struct {
	at    int // in kinds
	after int // in kinds: come back to this one after a rehearsal
	stage stage
	// One line for each kind, so that nothing typed is lost on the way.
	ids, secrets [3]input
	server       input // base URL, "" = Stytch's own
	confirm      input
	// confirmHost is typed before a secret goes to a host that is not Stytch's.
	confirmHost input
	hostTyped   bool

	request   int // of the check, 0 = none
	cancel    context.CancelFunc
	name      string           // of the checked project
	rehearsed *migrator.Listed // the last rehearsal of this export, nil = none
	failed    *failure

	// Once the credentials are checked: what to do, how many users go first.
	way     cursor
	few     input
	canary  int
	reading rosterReading
	// standing is the checkpoint that stands already where this one will.
	standing standing
}

var kinds = [3]migrator.TargetKind{migrator.Sandbox, migrator.Test, migrator.Live}

// stage is what the screen asks for.
type stage int

const (
	askKind stage = iota
	askServer
	askID
	askSecret
	askHost // of a server that is not Stytch's, before the secret goes there
	checking
	ready // checked; a way is to be chosen
	askFew
	readingThere
	confirming // a live project's id is to be typed
)

func (s *destinationScreen) kind() migrator.TargetKind { return kinds[s.at] }

func (s *destinationScreen) enter(f *flow) tea.Cmd {
	if s.stage >= ready {
		return nil
	}
	s.stage, s.failed = askKind, nil
	for i := range s.secrets {
		s.secrets[i].masked = true
	}
	if s.after > 0 {
		s.at, s.after = s.after, 0
	}
	return s.choose(f)
}

func (s *destinationScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case checkedMsg:
		s.checked(f, msg)
	case rosterReadMsg:
		return s.rosterRead(f, msg)
	case statusReadMsg:
		s.standing.take(msg)
	case polledMsg:
		if s.stage == readingThere {
			s.reading.shown = int(s.reading.users.Load())
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *destinationScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.goBack(f)
	case s.stage == ready:
		return s.wayKey(f, msg)
	case key.Matches(msg, keys.enter):
		return s.next(f)
	case s.stage == askKind && key.Matches(msg, keys.edit):
		s.askServer(f)
	case s.stage == askKind:
		c := cursor{at: s.at}
		if c.move(msg, len(kinds), 1) {
			s.at, s.failed = c.at, nil
			s.unconfirm()
			return s.choose(f)
		}
	case s.stage == checking, s.stage == readingThere:
	case s.field(f) != nil:
		s.field(f).update(msg)
		s.failed = nil
	}
	return nil
}

// choose makes the selected kind the destination; the badge follows.
func (s *destinationScreen) choose(f *flow) tea.Cmd {
	f.target = migrator.Target{Kind: s.kind()}
	f.project, f.secret, f.roster = "", "", nil
	if s.kind() != migrator.Sandbox {
		f.target.ProjectID, f.target.BaseURL = s.projectID(f), s.serverAddress()
	}
	return tea.Batch(f.rereadIfChanged(), s.standing.read(f, f.checkpointPath(s.kind())))
}

func (s *destinationScreen) goBack(f *flow) {
	switch {
	case s.stage == checking:
		s.cancel()
		s.request, s.stage = 0, askKind
		f.notice = "stopped checking"
	case s.stage == readingThere:
		s.reading.cancel()
		s.reading, s.stage = rosterReading{}, ready
		f.notice = "stopped reading the project"
	case s.stage > ready:
		s.stage, s.confirm = ready, input{}
	case s.stage != askKind:
		s.stage, s.failed = askKind, nil
		s.unconfirm()
	default:
		f.back = true
	}
}

// next goes one stage on.
func (s *destinationScreen) next(f *flow) tea.Cmd {
	switch s.stage {
	case askKind:
		if s.kind() == migrator.Sandbox {
			return s.begin(f)
		}
		return s.askOrCheck(f)
	case askServer:
		return s.serverTyped(f)
	case askID, askSecret:
		return s.askOrCheck(f)
	case askHost:
		if s.hostTyped = strings.TrimSpace(s.confirmHost.value()) == s.hostToType(); !s.hostTyped {
			f.notice = "that is not the host; type all of it, or esc"
			return nil
		}
		f.confirmHost(strings.TrimSpace(s.confirmHost.value()))
		return s.askOrCheck(f)
	case askFew:
		return s.fewTyped(f)
	case confirming:
		return s.confirmed(f)
	}
	return nil
}

// rateOf is the rate that goes to a kind of project: the option's, but above
// Stytch's guidance, or without any limit, to a sandbox only.
func (f *flow) rateOf(kind migrator.TargetKind) int {
	if kind != migrator.Sandbox && (f.options.Rate < 1 || f.options.Rate > migrator.MaxRate) {
		return migrator.MaxRate
	}
	return f.options.Rate
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
	if f.cannotKeep() != "" {
		f.notice = "no checkpoint can be written there: name another place"
		f.wantsPlace = true
		f.visit(atOptions)
		return nil
	}
	if s.kind() == migrator.Sandbox {
		f.target, f.secret, f.project = migrator.Target{Kind: migrator.Sandbox}, "", ""
		s.canary = 0
	}
	options := f.options
	options.Rate = f.rateOf(s.kind())
	b := beginning{
		export: f.export, options: options, target: f.target, secret: f.secret,
		checkpoint: f.checkpointPath(s.kind()), canary: s.canary,
	}
	if s.kind() != migrator.Sandbox {
		b.roster = f.roster
	}
	if f.reading.done && f.reading.roster == b.roster {
		b.preview = f.reading.previewer
	}
	e := f.engine
	f.run = start{begin: func(ctx context.Context) (migration, error) { return e.begin(ctx, b) }}
	s.stage = askKind
	s.unconfirm()
	f.visit(atImport)
	return nil
}

func (s *destinationScreen) step() step          { return stepDestination }
func (s *destinationScreen) typing(f *flow) bool { return s.field(f) != nil }
