package migrator

import (
	"context"
	"time"
)

// recorder is the one goroutine that writes the checkpoint. It commits
// outcomes in groups and counts them afterwards, so that no screen shows as
// done what a crash could forget; and it makes a watermark durable before
// anybody of its range is sent. When a commit goes wrong it writes nothing
// more, and fail stops the run.
type recorder struct {
	store  Store
	tuning tuning
	now    func() RunState // where the run stands; pacing is the pacer's state
	pacing func() []byte
	fail   func(error)
	at     func(crashpoint)

	settled  chan *person
	openings chan *opening
	finish   chan finish

	// Only the goroutine:
	pending   []*person
	spans     []*span
	unsettled int      // users below a watermark without an outcome on disk
	opening   *opening // that waits for room
	due       *time.Timer
	idle      *time.Ticker
	latest    time.Time // of the last commit
	requests  int       // at the last commit
	broken    error
	stopLoss  *lossWatch
	chart     chart

	ledger ledger
}

// opening asks for a watermark over a range of users.
type opening struct {
	span *span
	done chan error // one place
}

// finish ends the recorder with what the run came to.
type finish struct {
	state    RunState
	doubtful []uint64
	done     chan error // one place
}

func (r *recorder) run() {
	defer r.idle.Stop()
	defer r.due.Stop()
	for {
		openings := r.openings
		if r.opening != nil {
			openings = nil // one after the other
		}
		select {
		case p := <-r.settled:
			r.add(p)
		case r.opening = <-openings:
		case <-r.due.C:
			r.commit(nil)
		case <-r.idle.C:
			r.beat()
		case f := <-r.finish:
			f.done <- r.end(f)
			return
		}
		if len(r.pending) >= r.tuning.window/2 || r.fits() {
			r.commit(nil)
		}
	}
}

// open waits until a watermark is durable. It reports false when the run ends
// first, or when it could not be written.
func (r *recorder) open(ctx context.Context, s *span) bool {
	o := &opening{span: s, done: make(chan error, 1)}
	select {
	case r.openings <- o:
	case <-StopOf(ctx).Done():
		return false
	case <-ctx.Done():
		return false
	}
	select {
	case err := <-o.done:
		return err == nil
	case <-StopOf(ctx).Done():
	case <-ctx.Done():
	}
	return false
}

func (r *recorder) add(p *person) {
	if len(r.pending) == 0 {
		r.due.Reset(r.tuning.commitEvery)
	}
	r.pending = append(r.pending, p)
}

// fits reports whether the waiting range has room once the pending outcomes
// are on disk.
func (r *recorder) fits() bool {
	if r.opening == nil {
		return false
	}
	settling := 0
	for _, p := range r.pending {
		if p.span != nil {
			settling++
		}
	}
	return r.unsettled-settling+r.opening.span.unsettled <= r.tuning.window
}

// beat keeps the state fresh while nothing is settled: after a crash, the time
// of the last commit says how long a request may still be on its way.
func (r *recorder) beat() {
	if time.Since(r.latest) >= r.tuning.beat && r.now().Requests != r.requests {
		r.commit(nil)
	}
}

// commit writes what is pending, with the waiting watermark, and counts it.
func (r *recorder) commit(final *finish) {
	var open *opening
	if r.fits() {
		open = r.opening
	}
	if r.broken == nil {
		r.broken = r.write(open, final)
	}
	if r.broken == nil {
		r.count()
	}
	r.pending = r.pending[:0]
	r.due.Stop()
	if open != nil {
		r.opening = nil
		open.done <- r.broken
	}
}

func (r *recorder) write(open *opening, final *finish) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = mistake(panicked)
			r.fail(err)
		}
	}()
	state := r.now()
	if final != nil {
		state.State, state.Reason = final.state.State, final.state.Reason
	}
	batch := Batch{
		Outcomes: make([]Outcome, len(r.pending)), State: &state, Pacing: r.pacing(),
		History: r.chart.points(state, len(r.pending)),
	}
	for i, p := range r.pending {
		batch.Outcomes[i] = p.outcome
	}
	spans := r.spansAfter(open, final)
	batch.Watermarks = watermarks(spans)
	if open != nil {
		r.at(beforeWatermark)
	}
	r.at(beforeCommit)
	if err := r.store.Commit(batch); err != nil {
		err := &FatalError{Op: "write checkpoint", Err: err, Hint: "What could not be written was not counted, and nothing more is sent. Make room or mend the disk, then resume."}
		r.fail(err)
		return err
	}
	r.at(afterCommit)
	if open != nil {
		r.at(afterWatermark)
	}
	r.spans, r.latest, r.requests = spans, state.Updated, state.Requests
	r.unsettled = 0
	for _, s := range spans {
		r.unsettled += s.unsettled
	}
	return nil
}

// spansAfter settles the pending users in copies of the spans, since the
// commit may fail.
func (r *recorder) spansAfter(open *opening, final *finish) []*span {
	spans := r.spans
	if open != nil {
		spans = append(spans[:len(spans):len(spans)], open.span)
	}
	for _, p := range r.pending {
		if p.span != nil {
			p.span.unsettled--
		}
	}
	if final != nil {
		return onlyInDoubt(spans, final.doubtful)
	}
	left := make([]*span, 0, len(spans))
	for _, s := range spans {
		if s.unsettled > 0 {
			left = append(left, s)
		}
	}
	return left
}

// count makes what was committed visible.
func (r *recorder) count() {
	r.ledger.counted(r.pending, r.store.Counts())
	for _, p := range r.pending {
		if err := r.stopLoss.see(p.nth, &p.outcome); err != nil {
			r.fail(err)
		}
	}
}

// end is the last commit of a run: what is still pending, and the state in
// which the migration is left.
func (r *recorder) end(f finish) error {
	for {
		select {
		case p := <-r.settled:
			r.pending = append(r.pending, p)
			continue
		default:
		}
		break
	}
	r.commit(&f)
	return r.broken
}
