package migrator

import (
	"cmp"
	"context"
	"errors"
	"time"
)

// finishGrace is how long after a pause a user who is created already may
// still get their password.
const finishGrace = 5 * time.Second

// errAlreadyRun: a Migration runs once; Begin or Reopen makes the next one.
var errAlreadyRun = errors.New("it has run already")

// run is one run: the feed, the workers, the recorder, and what they leave
// behind.
func (m *migrationState) run(ctx context.Context) (Result, error) {
	if !m.once.CompareAndSwap(false, true) {
		return m.result(), &FatalError{Op: "import", Err: errAlreadyRun, Hint: "Resume the migration."}
	}
	m.began(time.Now())
	grown, done := beThrifty()
	defer done()
	grown(heapOfRun)
	stopped, stopStatus := make(chan struct{}), make(chan struct{})
	go func() { defer close(stopped); m.publish(stopStatus) }()
	err := m.runEngine(ctx)
	close(stopStatus)
	<-stopped
	reportErr := m.report(ctx)
	m.ended()
	if err == nil {
		err = reportErr
	}
	return m.result(), err
}

func (m *migrationState) runEngine(ctx context.Context) error {
	resume, err := newResumption(m.store)
	if err == nil {
		err = m.lastPoint()
	}
	if err != nil {
		err = &FatalError{Op: "read checkpoint", Err: err, Hint: "The checkpoint may be damaged; nothing was sent."}
		m.setState(Failed, err.Error())
		return err
	}
	defer context.AfterFunc(ctx, m.pause)()
	ctx, abort := context.WithCancel(WithStop(ctx, m.stop))
	defer abort()
	late, endLate := context.WithCancel(ctx)
	defer endLate()
	defer context.AfterFunc(m.stop, func() { time.AfterFunc(finishGrace, endLate) })()

	e := m.newEngine(ctx, late, resume)
	go e.recorder.run()
	feed := &feed{
		engine: e, export: m.export, planner: NewPlanner(m.meta.Options, m.meta.ID),
		digests: newDigester(m.meta), resume: resume, covered: resume.covered(),
		corrected: m.corrected, resent: m.resent, prior: m.prior, apply: m.meta.ApplyChanges, rebuilt: m.meta.Rebuilt, against: m.against,
	}
	e.at(duringResume)
	switch {
	case m.canary:
		feed.only, m.waiting = resume.isUnknown, m.unfed()
	case m.onlyInDoubt:
		feed.only, m.waiting = resume.inDoubt, m.unfed()
	}
	complete, err := feed.run(ctx)
	if err != nil {
		m.fail(err)
	}
	m.phase.Store("resolving")
	close(e.people)
	e.wait.Wait()
	abort() // nobody waits for a search any more
	e.lookups.wait.Wait()
	return m.finish(e, complete && e.left == 0)
}

func (m *migrationState) newEngine(work, late context.Context, resume *resumption) *engine {
	e := &engine{
		dest: m.dest, tuning: m.tuning, loopback: m.loopback, hook: m.hook, fail: m.fail, late: late,
		people: make(chan *person),
	}
	if len(resume.spans) > 0 || len(resume.unknown) > 0 {
		e.crashed = m.meta.State.Updated
	}
	e.clock.heard(m.date)
	e.lookups = newLookups(func(by string, values []string) Reply { return e.dest.Search(work, by, values) })
	e.recorder = m.newRecorder(e, resume)
	m.engine.Store(e)
	return e
}

func (m *migrationState) newRecorder(e *engine, resume *resumption) *recorder {
	r := &recorder{
		store: m.store, tuning: m.tuning, now: m.runState, pacing: m.dest.PacingState, fail: m.fail, at: e.at,
		settled: make(chan *person, m.tuning.window), openings: make(chan *opening), finish: make(chan finish),
		spans: resume.spans, latest: time.Now(), due: time.NewTimer(time.Hour), idle: time.NewTicker(m.tuning.beat),
		stopLoss: newLossWatch(cmp.Or(m.stopLoss, m.meta.StopLoss)), chart: m.chart,
	}
	r.due.Stop()
	for _, s := range r.spans {
		r.unsettled += s.unsettled
	}
	r.ledger.counts = m.store.Counts()
	return r
}

// finish makes the last commit, in which the state is settled.
func (m *migrationState) finish(e *engine, complete bool) error {
	state, reason := Paused, "paused"
	failed := m.failure()
	switch {
	case failed != nil:
		state, reason = Failed, failed.Error()
	case complete && m.waiting > 0 && m.onlyInDoubt:
		reason = "whoever was in doubt is settled; a later export takes the rest"
	case complete && m.waiting > 0:
		reason = CanaryReason
	case complete:
		state, reason = Done, ""
	case m.stop.Err() == nil:
		reason = "the run ended before everybody was settled"
	}
	f := finish{state: RunState{State: state, Reason: reason}, doubtful: e.doubtful, done: make(chan error, 1)}
	e.recorder.finish <- f
	err := <-f.done
	if failed == nil && err != nil {
		failed, state, reason = err, Failed, err.Error()
	}
	m.setState(state, reason)
	return failed
}

// unfed is how many users no run has been given yet.
func (m *migrationState) unfed() int {
	c := m.store.Counts()
	return m.meta.Total - c.Settled() - c.Unknown
}

// report writes the report files, also after a pause or a failure, as far as
// that is possible then.
func (m *migrationState) report(ctx context.Context) error {
	if m.ports.Report == nil || m.source == nil || ctx.Err() != nil {
		return nil
	}
	m.phase.Store("reporting")
	gone, err := m.goneUsers(ctx)
	if err == nil && m.prior != nil {
		m.delta, err = deltaOf(m.store, gone)
	}
	if err != nil {
		return err
	}
	files, err := m.ports.Report(ctx, ReportInput{Store: m.store, Export: m.source, Folder: m.paths.Report, Checkpoint: m.paths.Checkpoint, Gone: gone})
	if err != nil {
		return &FatalError{Op: "write report", Err: err, Hint: "What was sent is kept in the checkpoint. When the report can be written, usher report writes it."}
	}
	m.setReport(files.Folder)
	return nil
}
