package migrator

import "context"

const (
	// verdictsPerCommit keeps a commit small beside the file.
	verdictsPerCommit = 4096
	// verdictsKey says in the checkpoint that they are all there.
	verdictsKey = "verdicts"
)

// storeVerdicts keeps who gets no call, so that a resume reads the export
// once. A crash between the commits does no harm: they are stored again, and
// nothing is sent before the last one.
func (m *migrationState) storeVerdicts(ctx context.Context, p *Preview) error {
	known, err := m.skippedButKnown(ctx, p)
	if err != nil {
		return err
	}
	var batch Batch
	for v := range p.verdicts() {
		o := Outcome{Ordinal: v.Ordinal, Kind: v.Kind, Evidence: ByPlan, Reason: v.Reason}
		if e := known[v.Ordinal]; e != nil {
			o = m.prior.skipped(e, v)
		}
		batch.Outcomes = append(batch.Outcomes, o)
		if len(batch.Outcomes) == verdictsPerCommit {
			if err := m.commit(batch); err != nil {
				return err
			}
			batch.Outcomes = batch.Outcomes[:0]
		}
	}
	batch.Progress = map[string][]byte{verdictsKey: []byte("stored")}
	return m.commit(batch)
}

// verdictsStored makes sure of it when a migration is taken up.
func (m *migrationState) verdictsStored(ctx context.Context, previewed func(context.Context) (PreviewResult, *Preview, error)) error {
	stored, err := m.store.Progress(verdictsKey)
	if err != nil || stored != nil {
		return err
	}
	_, preview, err := previewed(ctx)
	if err != nil {
		return err
	}
	return m.storeVerdicts(ctx, preview)
}

func (m *migrationState) commit(b Batch) error {
	if err := m.store.Commit(b); err != nil {
		return &FatalError{Op: "write checkpoint", Err: err, Hint: "Nothing was sent. Make room or mend the disk, then try again."}
	}
	m.counts = m.store.Counts()
	return nil
}
