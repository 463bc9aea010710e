package migrator

import (
	"context"
	"fmt"
	"iter"
	"math"
	"sync/atomic"

	"example.com/usher/sources"
)

// reader is what a preview asks of an export.
type reader interface {
	Users(ctx context.Context) iter.Seq2[sources.User, error]
	Fold(ctx context.Context, start func() sources.Folder) iter.Seq2[sources.Folder, error]
	Select(ctx context.Context, want func(ordinal uint64) bool) iter.Seq2[sources.User, error]
	Pick(ctx context.Context, wanted iter.Seq[uint64]) iter.Seq2[sources.User, error]
	Notes() []sources.Note
	Provider() sources.Provider
	Inputs() []sources.Input
}

// previewState is a preview's inside. Run alone touches the tally until it
// publishes it with the final result; from then on nobody changes it.
type previewState struct {
	export  reader
	options Options
	planner Planner
	newKeys func() *keyIndex
	roster  *Roster // who is there already, nil = not known

	latest atomic.Pointer[standing]
	// asked is set by whoever looks at a snapshot, and makes Run renew it.
	asked atomic.Bool
}

// standing is a result as it stands; index is there when it is final.
type standing struct {
	result PreviewResult
	index  *index
}

// notBegun stands in the marks that a preview shows, where the id of the
// migration will be.
const notBegun = "…"

func newPreview(export reader, o Options) *Preview {
	p := &Preview{previewState{export: export, options: o.orDefaults(), newKeys: newKeyIndex}}
	p.planner = NewPlanner(p.options, notBegun)
	p.latest.Store(&standing{result: p.named(PreviewResult{})})
	return p
}

// named adds what doesn't depend on the records.
func (p *Preview) named(r PreviewResult) PreviewResult {
	r.Provider, r.Mark = string(p.export.Provider()), p.options.Mark
	r.Files = make([]string, 0, 1)
	for _, in := range p.export.Inputs() {
		r.Files = append(r.Files, in.Path)
	}
	return r
}

// isOf reports whether this preview says what happens to an export with some
// options. The rate makes no difference to that.
func (p *Preview) isOf(export reader, o Options) bool {
	had := p.options
	had.Rate, o.Rate = 0, 0
	return p.export == export && had == o.orDefaults()
}

func (p *Preview) snapshot() (PreviewResult, bool) {
	p.asked.Store(true)
	s := p.latest.Load()
	return s.result, s.index != nil
}

func (p *Preview) run(ctx context.Context) (PreviewResult, error) {
	p.latest.Store(&standing{result: p.named(PreviewResult{})})
	t, keys := newTally(), p.newKeys()
	t.roster = p.roster
	grown, done := beThrifty()
	defer done()
	keys.grown = grown
	start := func() sources.Folder {
		return &part{planner: &p.planner, roster: p.roster, hash: keys.hash, draft: draft{unmarked: true}}
	}
	for f, err := range p.export.Fold(ctx, start) {
		if err == nil {
			err = p.take(t, keys, f.(*part))
		}
		if err != nil {
			return p.named(t.result()), err
		}
		if p.asked.Load() {
			p.asked.Store(false)
			p.latest.Store(&standing{result: p.named(t.result())})
		}
	}
	if err := ctx.Err(); err != nil {
		return p.named(t.result()), err
	}
	t.notes = p.export.Notes()
	suspects := keys.suspects(t.records)
	keys = nil // its memory is needed by the second look
	between := p.named(t.result())
	any := suspects.any()
	between.Comparing = any.count()
	p.latest.Store(&standing{result: between})
	losers, err := p.secondLook(ctx, suspects, any)
	if err != nil {
		return p.named(t.result()), err
	}
	x := newIndex(t, losers)
	final := &standing{result: p.named(t.result()), index: x}
	p.latest.Store(final)
	return final.result, nil
}

// take takes in a part of the export.
func (p *Preview) take(t *tally, keys *keyIndex, of *part) error {
	t.add(of)
	keys.add(of.keys)
	of.empty()
	return tooMany(t.records)
}

// tooMany ends a preview where its compact ordinals would overflow.
func tooMany(records uint64) error {
	if records <= math.MaxUint32 {
		return nil
	}
	return &FatalError{Op: "preview", Err: fmt.Errorf("more than %d records", uint64(math.MaxUint32)), Hint: "Split the export and import its parts one after the other."}
}

// secondLook reads the suspects again and gives those who lose.
func (p *Preview) secondLook(ctx context.Context, s suspects, any bitmap) ([]loser, error) {
	chosen, d := newDuplicates(p.options.Duplicates, s, any.count()), new(draft)
	var user sources.User
	for u, err := range p.export.Pick(ctx, any.all()) {
		switch {
		case err != nil && asRecordError(err) == nil:
			return nil, err
		case err != nil:
			continue
		}
		user = u
		if plan := d.plan(&p.planner, &user); len(plan.Calls) > 0 {
			chosen.meet(&user, plan)
		}
	}
	return chosen.settle(), ctx.Err()
}
