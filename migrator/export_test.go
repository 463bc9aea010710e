package migrator

import (
	"context"
	"errors"
	"iter"
	"time"
)

// Readable is what reads like an export.
type Readable = reader

// PreviewOf previews anything that reads like an export.
func PreviewOf(export reader, o Options) *Preview { return newPreview(export, o) }

// WithHash makes the first look at duplicates use another hash.
func (p *Preview) WithHash(hash func(string) uint64) *Preview {
	p.newKeys = func() *keyIndex { return &keyIndex{hash: hash} }
	return p
}

// Verdict is a verdict that tests can read.
type Verdict = verdict

// Verdicts are those of a finished preview.
func (p *Preview) Verdicts() iter.Seq[Verdict] { return p.verdicts() }

// Tuning makes the engine's sizes small, and ends the process of a test at a
// named moment.
type Tuning struct {
	Workers, Window, Span int
	CommitEvery           time.Duration
	Hook                  func(crashpoint string)
	Status                bool // write the status file
}

// Fingerprinted is an export that the engine can import.
type Fingerprinted = exported

// BeginWith begins with anything that reads like an export.
func BeginWith(ctx context.Context, c ImportConfig, e exported, t Tuning) (*Migration, error) {
	b := newBeginning(c)
	b.export = e
	m, err := b.begin(ctx)
	if err != nil {
		return nil, err
	}
	m.tune(t)
	return &Migration{m}, nil
}

// TakeUpWith reopens a checkpoint with an export that is open already.
func TakeUpWith(ctx context.Context, c ReopenConfig, e exported, t Tuning) (*Migration, error) {
	store, err := c.Ports.Checkpoints.Open(c.Checkpoint)
	if err != nil {
		return nil, err
	}
	m := newMigrationState(c.Ports, c.Checkpoint)
	m.stopLoss, m.export = c.StopLoss, e
	m.hold(store)
	m.tune(t)
	if err := m.takeUp(ctx, c); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return &Migration{m}, nil
}

// RetryWith is Retry with an export that is open already.
func RetryWith(ctx context.Context, c RetryConfig, e exported, t Tuning) (*Migration, error) {
	m, err := TakeUpWith(ctx, c.ReopenConfig, e, t)
	if err != nil {
		return nil, err
	}
	if err := m.retry(ctx, c); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

func (m *migrationState) tune(t Tuning) {
	set := func(to *int, n int) {
		if n > 0 {
			*to = n
		}
	}
	set(&m.tuning.workers, t.Workers)
	set(&m.tuning.window, t.Window)
	set(&m.tuning.span, t.Span)
	if t.CommitEvery > 0 {
		m.tuning.commitEvery = t.CommitEvery
	}
	if !t.Status {
		m.tuning.statusEvery = 0
	}
	if t.Hook != nil {
		m.hook = func(c crashpoint) { t.Hook(string(c)) }
	}
}

// Crashpoints are the named moments.
func Crashpoints() []string {
	var names []string
	for _, c := range []crashpoint{
		beforeWatermark, afterWatermark, beforeWrite, afterAnswer, betweenCalls, beforeLookup, afterLookup,
		beforeTakeBack, beforeCommit, afterCommit, duringResume,
	} {
		names = append(names, string(c))
	}
	return names
}

// IsOf is what an import asks of a preview that it is given.
func (p *Preview) IsOf(export reader, o Options) bool { return p.isOf(export, o) }

// DigestOf is what a checkpoint with this meta keeps of a plan.
func DigestOf(m Meta, p Plan) [8]byte { return newDigester(m).plan(p) }
