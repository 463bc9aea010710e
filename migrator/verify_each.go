package migrator

import (
	"context"
	"iter"

	"example.com/usher/sources"
)

// checkee is one user to compare: the record, and what became of it.
type checkee struct {
	outcome Outcome
	user    sources.User
}

// each goes over those to check whom keep lets through, record and outcome
// side by side, in the order of the export. It reports false when visit does,
// or the run ends.
func (v *Verification) each(ctx context.Context, keep func(uint64) bool, visit func(checkee) (bool, error)) (complete bool, err error) {
	var set ordinals
	for o, err := range v.wanted(keep) {
		if err != nil {
			return false, &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		set.add(o.Ordinal)
	}
	if set.count == 0 {
		return true, nil
	}
	outcome, stop := iter.Pull2(v.wanted(set.has))
	defer stop()
	for u, err := range v.m.export.Select(ctx, set.has) {
		if stopped(ctx) {
			return false, nil
		}
		if err != nil {
			return false, v.unreadable(err)
		}
		o, err, ok := outcome()
		if err != nil || !ok || o.Ordinal != u.Ordinal {
			return false, &FatalError{Op: "verify", Err: errChanged, Hint: "Use the export with which the migration was made."}
		}
		if ok, err := visit(checkee{o, u}); err != nil || !ok {
			return false, err
		}
	}
	return !stopped(ctx), nil
}

func (v *Verification) unreadable(err error) error {
	return &FatalError{Op: "verify", Err: err, Hint: hintOf(err, "Put the export back as it was, then verify again.")}
}
