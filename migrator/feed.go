package migrator

import (
	"context"
	"errors"

	"example.com/usher/sources"
)

// feed reads the export and hands its users to the workers, those of whom
// something may have been sent at once, the others once a durable watermark
// covers them.
type feed struct {
	engine  *engine
	export  exported
	planner Planner
	digests *digester
	resume  *resumption
	// corrected are users to be sent otherwise than the export has them.
	corrected map[uint64]*sources.User
	// resent are those of them whom an earlier retry may have sent so already.
	resent map[uint64]bool
	// prior is the earlier migration of a delta; apply makes its changes.
	prior *prior
	apply bool

	// only, when not nil, leaves everybody else for a later run.
	only func(ordinal uint64) bool

	// rebuilt: everybody is looked up before anything is sent.
	rebuilt bool

	// against is who is at the destination, nil = not known.
	against *Roster

	// covered: everybody below is covered by a watermark already.
	covered uint64
	batch   []*person
}

// errChanged is a record that is not the one that it was.
var errChanged = errors.New("a record is another user than when the migration began")

// run reports whether it came to the end of the export.
func (f *feed) run(ctx context.Context) (complete bool, err error) {
	wants := f.resume.wants
	if f.only != nil {
		wants = f.only
	}
	for u, err := range f.export.Select(ctx, wants) {
		if stopped(ctx) {
			return false, nil
		}
		p, err := f.meet(u, err)
		if err != nil {
			return false, err
		}
		if p != nil && !f.take(ctx, p) {
			return false, nil
		}
	}
	return f.open(ctx), nil
}

// take passes a user on, or gathers them for the next watermark. Those in
// doubt need none: they come before the fresh ones of their batch.
func (f *feed) take(ctx context.Context, p *person) bool {
	switch {
	case p.decided:
		f.engine.recorder.settled <- p
		return true
	case p.maybe:
		return f.engine.handOut(ctx, p)
	}
	f.batch = append(f.batch, p)
	return len(f.batch) < f.engine.tuning.span || f.open(ctx)
}

func stopped(ctx context.Context) bool {
	return ctx.Err() != nil || StopOf(ctx).Err() != nil
}

// meet makes a person of a record. It is nil where there is nothing to do.
func (f *feed) meet(u sources.User, err error) (*person, error) {
	var bad *sources.RecordError
	switch {
	case errors.As(err, &bad):
		p := &person{ordinal: bad.Ordinal, place: bad.Place, span: f.resume.spanOf(bad.Ordinal)}
		p.decide(Outcome{Kind: Unreadable, Evidence: ByPlan, Reason: "unreadable"})
		return p, nil
	case err != nil:
		return nil, &FatalError{Op: "import", Err: err, Hint: hintOf(err, "Everything up to here is kept. Put the export back as it was, then resume.")}
	}
	p := &person{
		ordinal: u.Ordinal, place: u.Place, sourceID: u.SourceID,
		source: f.digests.source(&u), rebuilt: f.rebuilt,
	}
	if guard, settled := f.resume.guards[u.Ordinal]; settled {
		if guard != p.source {
			return nil, &FatalError{Op: "import", Err: errChanged, Hint: "Use the usher that began this migration, and the same export."}
		}
		return nil, nil
	}
	p.plan = f.planner.Plan(u)
	p.record = f.digests.plan(p.plan)
	f.doubt(p)
	f.correct(p)
	f.recall(p)
	p.expected = f.against.knows(&p.plan)
	if len(p.plan.Calls) == 0 && p.next == nil && p.known == nil {
		p.decide(Outcome{Kind: Skipped, Evidence: ByPlan, Reason: p.plan.Skip})
	}
	return p, nil
}

// correct gives a user a second plan, for when the first has left nothing
// behind.
func (f *feed) correct(p *person) {
	u := f.corrected[p.ordinal]
	if u == nil {
		return
	}
	next := f.planner.Plan(*u)
	p.next, p.record = &next, f.digests.plan(next)
	p.resent = f.resent[p.ordinal] && !p.plan.identifiesAs(next)
}

// recall finds out whether an earlier migration has brought the user.
func (f *feed) recall(p *person) {
	if e := f.prior.find(p.source); e != nil {
		p.known = &known{userID: f.prior.userID(e), ours: e.ours, record: e.record, changed: e.record != p.record, apply: f.apply && len(p.plan.Calls) > 0}
	}
}

// doubt marks those whom an earlier run may have sent.
func (f *feed) doubt(p *person) {
	if u, unknown := f.resume.unknown[p.ordinal]; unknown {
		p.maybe, p.since = true, u.since
		p.uncorrected = f.prior == nil && f.corrected[p.ordinal] == nil && u.record != p.record && u.record != [8]byte{}
		if p.uncorrected {
			p.record = u.record
		}
		return
	}
	if s := f.resume.spanOf(p.ordinal); s != nil {
		p.maybe, p.since, p.span = true, s.time, s
	}
}

// open makes a watermark above the batch durable and hands the batch out. It
// reports false when the run ends.
func (f *feed) open(ctx context.Context) bool {
	if len(f.batch) == 0 {
		return true // also when a pause comes after the last user
	}
	if stopped(ctx) {
		return false
	}
	e := f.engine
	s := &span{from: f.covered, to: f.batch[len(f.batch)-1].ordinal + 1, time: e.clock.last(), unsettled: len(f.batch)}
	for _, p := range f.batch {
		p.span, p.since = s, s.time
	}
	if !e.recorder.open(ctx, s) {
		return false
	}
	f.covered = s.to
	for _, p := range f.batch {
		if !e.handOut(ctx, p) {
			return false
		}
	}
	f.batch = f.batch[:0]
	return true
}

// hintOf is the hint of an error of package sources, or another.
func hintOf(err error, other string) string {
	var s *sources.Error
	if errors.As(err, &s) && s.Hint != "" {
		return s.Hint
	}
	return other
}
