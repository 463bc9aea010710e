package migrator

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"example.com/usher/sources"
)

// RetryConfig names users of a migration who are to be sent again.
type RetryConfig struct {
	ReopenConfig
	// Reasons chooses the refused by their reasons; none = all of them.
	Reasons []string
	// Corrected holds the users as they are to be sent now, found by their
	// source ids; who is not in it is not sent. nil = the export as it is.
	// Retry does not close it.
	Corrected *sources.Export
	// Edits are changes to single users, by source id, as EditsFrom reads them.
	// Who is not among them is not sent. nil = none.
	Edits map[string]Edit
}

// Retry opens a migration to send refused users again. From the moment that it
// returns they count as unresolved: a write of theirs may be under way again.
// Run looks each of them up by the identifiers of before, before anything is
// sent with the new ones.
func Retry(ctx context.Context, c RetryConfig) (*Migration, error) {
	if err := sandboxThere("retry", c.Ports, c.Checkpoint); err != nil {
		return nil, err
	}
	m, err := Reopen(ctx, c.ReopenConfig)
	if err != nil {
		return nil, err
	}
	if err := m.retry(ctx, c); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

func (m *migrationState) retry(ctx context.Context, c RetryConfig) error {
	again, err := m.refusedFor(c.Reasons)
	if err != nil {
		return err
	}
	if c.Corrected != nil || c.Edits != nil {
		if again, err = m.correct(ctx, c, again); err != nil {
			return err
		}
	}
	if len(again) == 0 {
		return &FatalError{Op: "retry", Err: errNobodyRefused, Hint: "See refused.csv in the report for who was refused and why."}
	}
	for i := range again {
		if o := &again[i]; o.Kind != Unknown {
			o.Kind, o.Since = Unknown, m.date
		}
	}
	for group := range slices.Chunk(again, 1024) {
		if err := m.store.Commit(Batch{Outcomes: group}); err != nil {
			return err
		}
	}
	m.counts = m.store.Counts()
	return nil
}

var errNobodyRefused = errors.New("there is nobody to send again")

// refusedFor lists the refused with one of the reasons.
func (m *migrationState) refusedFor(reasons []string) (refused []Outcome, err error) {
	seen := map[string]bool{}
	for o, err := range m.store.Outcomes() {
		if err != nil {
			return nil, &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		if o.Kind != WasRefused {
			continue
		}
		seen[o.Reason] = true
		if len(reasons) == 0 || slices.Contains(reasons, o.Reason) {
			refused = append(refused, o)
		}
	}
	for _, reason := range reasons {
		if !seen[reason] {
			return nil, &FatalError{
				Op: "retry", Err: fmt.Errorf("nobody was refused for %q", reason),
				Hint: "The reasons are in refused.csv of the report.",
			}
		}
	}
	return refused, nil
}
