package migrator

import (
	"context"
	"slices"
	"strings"
)

// Gone is a user of the earlier migration whom the later export does not have.
type Gone struct {
	SourceID string // "" where the earlier export is not there any more
	UserID   string
}

// goneUsers are the users of the earlier migration who are not in this export,
// in the order of their user_ids.
func (m *migrationState) goneUsers(ctx context.Context) ([]Gone, error) {
	if m.prior == nil {
		return nil, nil
	}
	digests := newDigester(m.meta)
	for u, err := range m.export.Users(ctx) {
		if asRecordError(err) != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		if e := m.prior.find(digests.source(&u)); e != nil {
			e.kept = true
		}
	}
	names := m.earlierNames(ctx, digests)
	var gone []Gone
	for i := range m.prior.entries {
		if e := &m.prior.entries[i]; !e.kept {
			gone = append(gone, Gone{SourceID: names[e.source], UserID: m.prior.userID(e)})
		}
	}
	slices.SortFunc(gone, func(a, b Gone) int { return strings.Compare(a.UserID, b.UserID) })
	return gone, nil
}

// earlierNames finds the source ids of those who are gone, where the earlier
// export is still there. It is for people, so whatever is wrong with that
// export only costs the names.
func (m *migrationState) earlierNames(ctx context.Context, digests *digester) map[[8]byte]string {
	names := map[[8]byte]string{}
	store, err := m.ports.Checkpoints.Read(m.meta.Since)
	if err != nil {
		return names
	}
	was := store.Meta()
	if store.Close() != nil {
		return names
	}
	export, err := openExport(ctx, m.ports.Key, was, "")
	if err != nil {
		return names
	}
	for u, err := range export.Users(ctx) {
		if err != nil && asRecordError(err) == nil {
			break
		}
		if err != nil {
			continue
		}
		source := digests.source(&u)
		if e := m.prior.find(source); e != nil && !e.kept {
			names[source] = strings.Clone(u.SourceID)
		}
	}
	if export.Close() != nil {
		return map[[8]byte]string{}
	}
	return names
}

// deltaOf sums up a delta: its outcomes, and who is gone.
func deltaOf(s Store, gone []Gone) (*DeltaCounts, error) {
	d := &DeltaCounts{Gone: len(gone)}
	for o, err := range s.Outcomes() {
		if err != nil {
			return nil, &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		d.Add(o)
	}
	return d, nil
}
