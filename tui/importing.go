package tui

import (
	"context"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// importing is the screen of a running migration. It polls; the run goes on
// whatever is in view.
type importing struct {
	phase   importPhase
	snap    migrator.Snapshot
	work    migration
	runner  *runner[migrator.Result]
	result  migrator.Result
	failed  failure
	request int // of the beginning, 0 = none
	cancel  context.CancelFunc
	start   start
	// quiet: a look every few seconds and no chart, for slow lines.
	quiet bool
	slow  slowdowns
	past  history
	// reopening is the request by which the export is opened for its findings,
	// 0 = none.
	reopening int
}

type importPhase int

const (
	importIdle importPhase = iota
	importBeginning
	importRunning
	importPausing
	importPaused
	importFailed
	importDone
)

// enter begins what the flow has for it, or comes back to what runs.
func (s *importing) enter(f *flow) tea.Cmd {
	if s.phase == importDone && f.run.begin == nil && f.run.ready == nil {
		s.proof(f)
		return nil
	}
	if f.run.begin == nil && f.run.ready == nil {
		return nil
	}
	*s = importing{start: f.run, quiet: s.quiet}
	f.run = start{}
	f.importing = true
	if m := s.start.ready; m != nil {
		s.run(f, m)
		return nil
	}
	return s.begin(f)
}

func (s *importing) begin(f *flow) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	s.phase, s.request, s.cancel = importBeginning, f.next(), cancel
	return beginCmd(ctx, s.request, s.start.begin)
}

func (s *importing) run(f *flow, m migration) {
	s.runner, s.work = startImport(f.ctx, m), m
	f.control.set(s.runner.job)
	if s.start.again != nil {
		s.start.begin = s.start.again
	}
	s.phase, s.snap = importRunning, m.Snapshot()
	s.showRefused(f, false)
	if f.leaving {
		s.pause(f)
	}
}

// busy says that leaving has to wait.
func (s *importing) busy() bool {
	return s.phase == importBeginning || s.phase == importRunning || s.phase == importPausing
}

// pause stops gracefully; while the migration is only beginning, it stops
// that.
func (s *importing) pause(f *flow) {
	switch s.phase {
	case importBeginning:
		s.cancel()
	case importRunning:
		s.runner.pause()
		s.phase = importPausing
	}
}

func (s *importing) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case begunMsg:
		return s.begun(f, msg)
	case exportReopenedMsg:
		return s.exportReopened(f, msg)
	case polledMsg:
		s.poll(f)
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *importing) begun(f *flow, msg begunMsg) tea.Cmd {
	if msg.request != s.request {
		if msg.migration == nil {
			return nil
		}
		return closeCmd(msg.migration)
	}
	s.request = 0
	if msg.err != nil {
		s.notBegun(f, msg.err)
		return nil
	}
	s.run(f, msg.migration)
	return nil
}

// notBegun goes back to where the import was asked for, with the reason; a
// run that was under way before keeps its screen.
func (s *importing) notBegun(f *flow, err error) {
	if s.runner != nil {
		s.fail(err)
		return
	}
	again := s.start
	*s = importing{}
	f.importing = false
	if f.at != atImport {
		return
	}
	f.back = true
	if canceled(err) {
		f.notice = "stopped before anything was sent"
		return
	}
	f.failed = describe(err)
	f.failed.Safe, f.failed.retry = "No user was sent.", atImport
	f.run = again
	f.visit(atFailure)
}

func (s *importing) poll(f *flow) {
	if s.phase != importRunning && s.phase != importPausing {
		return
	}
	s.snap = s.work.Snapshot()
	s.slow.see(s.snap.Gate, f.now)
	s.past.see(s.snap.Requests, f.now)
	result, err, ended := s.runner.outcome()
	s.showRefused(f, ended)
	if !ended {
		return
	}
	s.result, f.notice = result, ""
	switch {
	case err != nil && !canceled(err):
		s.fail(err)
	case err != nil || result.State == migrator.Paused:
		s.phase = importPaused
		if s.atCanaries() && f.at == atImport && !f.leaving {
			s.lookAtCanaries(f)
		}
	case result.State == migrator.Done:
		s.phase = importDone
		if f.at == atImport {
			s.proof(f)
		}
	default:
		s.phase, s.failed = importFailed, failure{Failure: say.Failure{What: "The import stopped: " + result.Reason}}
	}
}

// showRefused gives the refused to their screen. A migration that has ended is
// closed: its records are read by its checkpoint then.
func (s *importing) showRefused(f *flow, ended bool) {
	f.refused = refusals{total: s.snap.Counts.Refused, latest: s.snap.Latest, record: s.work.Record}
	if ended {
		e, checkpoint := f.engine, s.checkpoint()
		f.refused.record = func(ctx context.Context, ordinal uint64) (migrator.UserView, error) {
			return e.record(ctx, checkpoint, ordinal)
		}
	}
}

func (s *importing) fail(err error) {
	s.phase, s.failed = importFailed, describe(err)
	s.failed.Safe = "Everything up to here is on disk: " + s.checkpoint() + "."
	if s.failed.Now == "" {
		s.failed.Now = "r goes on from here; or later: " + s.resumeCommand()
	}
}

// atCanaries says that the few who go first are in, and the rest waits.
func (s *importing) atCanaries() bool {
	return s.phase == importPaused && (s.result.Reason == migrator.CanaryReason || s.snap.Reason == migrator.CanaryReason)
}

func (s *importing) lookAtCanaries(f *flow) {
	f.subject = s.subject(f)
	f.visit(atCanary)
}

// subject is the migration that ran here.
func (s *importing) subject(f *flow) subject {
	secret, _ := f.knownSecret(s.snap.Target)
	return subject{checkpoint: s.checkpoint(), target: s.snap.Target, secret: secret}
}

// proof opens the last screen.
func (s *importing) proof(f *flow) {
	f.result, f.proofOfRun, f.importing = s.result, true, false
	f.subject = s.subject(f)
	f.visit(atProof)
}

func (s *importing) checkpoint() string {
	if s.snap.Checkpoint != "" {
		return s.snap.Checkpoint
	}
	return s.result.Checkpoint
}

// resumeCommand is what to type to go on later.
func (s *importing) resumeCommand() string { return "usher resume " + say.Word(s.checkpoint()) }

// name is the migration in the header, where no export was opened here.
func (s *importing) name() string {
	if s.phase == importIdle || s.checkpoint() == "" {
		return ""
	}
	return say.Clean(filepath.Base(s.checkpoint()))
}

func (s *importing) step() step        { return stepImport }
func (s *importing) typing(*flow) bool { return false }
