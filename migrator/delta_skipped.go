package migrator

import "context"

// skippedButKnown are, in a delta, records that get no call now, blocked ones
// for example, although the earlier migration has brought their users: those
// stay in the id map, and the next delta has to find them. Somebody who has
// another record in this export that is sent is found by that one.
func (m *migrationState) skippedButKnown(ctx context.Context, p *Preview) (map[uint64]*priorEntry, error) {
	if m.prior == nil {
		return nil, nil
	}
	var skipped ordinals
	for v := range p.verdicts() {
		if v.Kind == Skipped {
			skipped.add(v.Ordinal)
		}
	}
	if skipped.count == 0 {
		return nil, nil
	}
	digests := newDigester(m.meta)
	first := map[*priorEntry]uint64{}
	for u, err := range m.export.Users(ctx) {
		if asRecordError(err) != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		e := m.prior.find(digests.source(&u))
		switch {
		case e == nil:
		case !skipped.has(u.Ordinal):
			e.sent = true
		default:
			if _, met := first[e]; !met {
				first[e] = u.Ordinal
			}
		}
	}
	known := map[uint64]*priorEntry{}
	for e, ordinal := range first {
		if !e.sent {
			known[ordinal] = e
		}
	}
	return known, nil
}

// skipped is the outcome of such a record: at Stytch nothing of it changes, and
// the reason why it would not be sent is listed as a change.
func (p *prior) skipped(e *priorEntry, v verdict) Outcome {
	o := Outcome{
		Ordinal: v.Ordinal, Kind: Present, Evidence: ByPlan, UserID: p.userID(e),
		SourceDigest: e.source, RecordDigest: e.record, Reason: deltaThereBefore,
	}
	if e.ours {
		o.Reason = deltaChanged + ": " + v.Reason
	}
	return o
}
