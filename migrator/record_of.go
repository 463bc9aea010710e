package migrator

import (
	"context"
	"errors"
	"slices"

	"example.com/usher/sources"
)

var errNoRecord = errors.New("the export has no such record any more")

// Record reads one record of the migration's export, by its ordinal as in
// Refusal, and says how it is sent. It may be called while Run goes on, and
// until Close.
func (m *Migration) Record(ctx context.Context, ordinal uint64) (UserView, error) {
	return recordIn(ctx, m.export, m.meta, ordinal)
}

// RecordOf is Record for a migration that does not run: it opens the export
// that the checkpoint names.
func RecordOf(ctx context.Context, p Ports, checkpoint string, ordinal uint64) (view UserView, err error) {
	store, err := p.Checkpoints.Read(checkpoint)
	if err != nil {
		return UserView{}, err
	}
	meta := store.Meta()
	if err := store.Close(); err != nil {
		return UserView{}, err
	}
	export, err := openExport(ctx, p.Key, meta, "")
	if err != nil {
		return UserView{}, err
	}
	defer func() { err = errors.Join(err, export.Close()) }()
	return recordIn(ctx, export, meta, ordinal)
}

func recordIn(ctx context.Context, export reader, meta Meta, ordinal uint64) (view UserView, err error) {
	found := false
	for u, err := range export.Pick(ctx, slices.Values([]uint64{ordinal})) {
		if asRecordError(err) != nil {
			continue
		}
		if err != nil { // behind a record too: it may be another user's
			return UserView{}, err
		}
		view, found = viewOf(u, NewPlanner(meta.Options, meta.ID).Plan(u)), true
	}
	if found {
		one := []UserView{view}
		addParts(export, one)
		return one[0], nil
	}
	if err := ctx.Err(); err != nil {
		return UserView{}, err
	}
	return UserView{}, &sources.Error{Op: "read record", Err: errNoRecord, Hint: "The export was changed since. Look it up in the report's refused.csv."}
}
