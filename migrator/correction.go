package migrator

import (
	"context"
	"errors"

	"example.com/usher/sources"
)

// correct finds the users as they are to be sent now, and leaves only those
// among the refused. Whom an earlier retry left unresolved joins them: the
// correction that it sent is known nowhere else. What may be sent is noted in
// each outcome.
func (m *migrationState) correct(ctx context.Context, c RetryConfig, refused []Outcome) (again []Outcome, err error) {
	for o, err := range m.store.Outcomes() {
		if err != nil {
			return nil, &FatalError{Op: "read checkpoint", Err: err, Hint: checkpointHint}
		}
		if o.Kind == Unknown {
			refused = append(refused, o)
		}
	}
	if m.corrected, err = m.correctionsOf(ctx, c, refused); err != nil {
		return nil, err
	}
	planner, digests := NewPlanner(m.meta.Options, m.meta.ID), newDigester(m.meta)
	others, err := m.sentOtherwise(ctx, refused)
	if err != nil {
		return nil, err
	}
	m.resent = map[uint64]bool{}
	for _, o := range refused {
		u := m.corrected[o.Ordinal]
		switch {
		case u == nil:
		case others.has(o.Ordinal):
			delete(m.corrected, o.Ordinal)
		default:
			record := digests.plan(planner.Plan(*u))
			m.resent[o.Ordinal] = mayBeSent(&o) && o.RecordDigest == record
			o.RecordDigest = record
			again = append(again, o)
		}
	}
	if len(again) == 0 && others.count > 0 {
		return nil, &FatalError{
			Op: "retry", Err: errSentOtherwise,
			Hint: "Name that correction once more: usher retry --with FILE. It settles them; what is wrong with them then can be corrected in Stytch.",
		}
	}
	return again, nil
}

var errSentOtherwise = errors.New("an earlier retry ended while it sent these users with another correction, and without an external id nothing else finds them")

// mayBeSent: an earlier retry may have sent them, and nobody knows.
func mayBeSent(o *Outcome) bool { return o.Kind == Unknown || o.Reason == correctionMissing }

// sentOtherwise are those whom an earlier retry may have sent with another
// correction, whose email and phone are known nowhere any more, and whom no
// external id finds: with this correction they might be there twice.
func (m *migrationState) sentOtherwise(ctx context.Context, refused []Outcome) (others ordinals, err error) {
	planner, digests := NewPlanner(m.meta.Options, m.meta.ID), newDigester(m.meta)
	sent := map[uint64][8]byte{}
	for _, o := range refused {
		u := m.corrected[o.Ordinal]
		if u == nil || !mayBeSent(&o) || o.RecordDigest == [8]byte{} {
			continue
		}
		if next := planner.Plan(*u); digests.plan(next) != o.RecordDigest {
			sent[o.Ordinal] = o.RecordDigest
		}
	}
	if len(sent) == 0 {
		return others, nil
	}
	want := func(ordinal uint64) bool { _, is := sent[ordinal]; return is }
	for u, err := range m.export.Select(ctx, want) {
		if err != nil {
			return others, &FatalError{Op: "retry", Err: err, Hint: hintOf(err, "Put the export back as it was, then retry.")}
		}
		was, next := planner.Plan(u), planner.Plan(*m.corrected[u.Ordinal])
		if digests.plan(was) != sent[u.Ordinal] && !was.sharesExternalID(next) {
			others.add(u.Ordinal)
		}
	}
	return others, nil
}

// correctionsOf are the users as they are to be sent now, by the ordinals that
// they have in the migration. They are found by their source ids.
func (m *migrationState) correctionsOf(ctx context.Context, c RetryConfig, refused []Outcome) (map[uint64]*sources.User, error) {
	if c.Corrected != nil {
		return m.correctedIn(ctx, c.Corrected, refused)
	}
	return m.edited(ctx, c.Edits, refused)
}

// correctedIn reads them from a corrected export.
func (m *migrationState) correctedIn(ctx context.Context, export *sources.Export, refused []Outcome) (map[uint64]*sources.User, error) {
	byDigest := make(map[[8]byte]uint64, len(refused))
	for _, o := range refused {
		byDigest[o.SourceDigest] = o.Ordinal
	}
	digests := newDigester(m.meta)
	found := map[uint64]*sources.User{}
	for u, err := range export.Users(ctx) {
		if bad := asRecordError(err); bad != nil {
			continue
		}
		if err != nil {
			return nil, &FatalError{Op: "read corrected export", Err: err, Hint: hintOf(err, "Correct the file and retry.")}
		}
		if u.SourceID == "" {
			return nil, &FatalError{
				Op: "read corrected export", Err: errors.New(u.Place.String() + ": no user id"),
				Hint: "Give the user the id of the export. Who has none there can be corrected in Stytch only.",
			}
		}
		ordinal, is := byDigest[digests.source(&u)]
		if !is {
			continue
		}
		if found[ordinal] != nil {
			return nil, &FatalError{
				Op: "read corrected export", Err: errors.New(u.Place.String() + ": the same user id twice"),
				Hint: "Leave one of them.",
			}
		}
		found[ordinal] = corrected(u, ordinal)
	}
	return found, m.keepTheRest(ctx, found)
}

// keepTheRest gives the corrected what a correction does not change: the
// external id, which finds them whatever an earlier retry may have sent of them,
// and the password hash where theirs has none. A corrected file of profiles comes
// without the file of hashes, and nobody should lose their password by that.
func (m *migrationState) keepTheRest(ctx context.Context, found map[uint64]*sources.User) error {
	for was, err := range m.export.Select(ctx, func(ordinal uint64) bool { return found[ordinal] != nil }) {
		if err != nil {
			return &FatalError{Op: "retry", Err: err, Hint: hintOf(err, "Put the export back as it was, then retry.")}
		}
		u := found[was.Ordinal]
		if u.ExternalID != "" && ownID(u) != ownID(&was) {
			return &FatalError{
				Op: "read corrected export", Err: errors.New(u.Place.String() + ": another external id than in the export"),
				Hint: "Leave it as it was, or out: by it usher tells who is at Stytch already. It can be changed there.",
			}
		}
		u.ExternalID = was.ExternalID
		if u.Hash == nil {
			u.Hash, u.HadPassword = was.Hash, was.HadPassword
		}
	}
	return nil
}

// edited reads the records of the migration's own export and changes them.
func (m *migrationState) edited(ctx context.Context, edits map[string]Edit, refused []Outcome) (map[uint64]*sources.User, error) {
	var want ordinals
	for _, o := range refused {
		want.add(o.Ordinal)
	}
	found := map[uint64]*sources.User{}
	for u, err := range m.export.Select(ctx, want.has) {
		if err != nil {
			return nil, &FatalError{Op: "retry", Err: err, Hint: hintOf(err, "Put the export back as it was, then retry.")}
		}
		if edit, is := edits[u.SourceID]; is {
			edit.apply(&u)
			found[u.Ordinal] = corrected(u, u.Ordinal)
		}
	}
	return found, nil
}

// corrected keeps a user beyond the iteration that gave it.
func corrected(u sources.User, ordinal uint64) *sources.User {
	u.Ordinal = ordinal
	u.Raw = append([]byte(nil), u.Raw...)
	return &u
}
