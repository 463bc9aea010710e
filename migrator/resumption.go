package migrator

import "time"

// resumption is what the checkpoint knows of users when a run begins.
type resumption struct {
	final   ordinals             // settled for good
	unknown map[uint64]unsettled // left unresolved
	spans   []*span              // users below a watermark without an outcome
	guards  map[uint64][8]byte   // digests of the first settled users
}

// unsettled is what an earlier run knew of a user whom it left unresolved.
type unsettled struct {
	since  time.Time
	record [8]byte // digest of the record as it may have been sent; zero: not sent yet
}

// mostGuards is how many settled records are read again to see that ordinals
// still mean the same users.
const mostGuards = 16

func newResumption(s Store) (*resumption, error) {
	r := &resumption{unknown: map[uint64]unsettled{}, guards: map[uint64][8]byte{}}
	for o, err := range s.Outcomes() {
		if err != nil {
			return nil, err
		}
		if o.Kind == Unknown {
			r.unknown[o.Ordinal] = unsettled{o.Since, o.RecordDigest}
			continue
		}
		r.final.add(o.Ordinal)
		if len(r.guards) < mostGuards && o.SourceDigest != ([8]byte{}) {
			r.guards[o.Ordinal] = o.SourceDigest
		}
	}
	r.spans = spansOf(s.Meta().Watermarks, r.has)
	return r, nil
}

// has reports whether there is an outcome, final or not.
func (r *resumption) has(ordinal uint64) bool {
	_, unknown := r.unknown[ordinal]
	return unknown || r.final.has(ordinal)
}

func (r *resumption) isUnknown(ordinal uint64) bool { _, is := r.unknown[ordinal]; return is }

// inDoubt reports whether a user may have been sent and has no final outcome.
func (r *resumption) inDoubt(ordinal uint64) bool {
	return r.isUnknown(ordinal) || (r.spanOf(ordinal) != nil && !r.final.has(ordinal))
}

func (r *resumption) wants(ordinal uint64) bool {
	_, guard := r.guards[ordinal]
	return guard || !r.final.has(ordinal)
}

func (r *resumption) spanOf(ordinal uint64) *span { return spanOf(r.spans, ordinal) }

// covered is the highest watermark.
func (r *resumption) covered() uint64 {
	if n := len(r.spans); n > 0 {
		return r.spans[n-1].to
	}
	return 0
}
