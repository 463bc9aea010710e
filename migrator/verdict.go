package migrator

import "iter"

// verdict is what reading an export once decides about a record that gets no
// call: it is skipped (losers of duplicates included), or can't be read.
type verdict struct {
	Ordinal uint64
	Kind    Kind   // Skipped or Unreadable
	Reason  string // finding code; "unreadable" where Kind is Unreadable
}

// verdicts are those of a finished preview, in the order of ordinals.
func (p *Preview) verdicts() iter.Seq[verdict] {
	return func(yield func(verdict) bool) {
		if x := p.latest.Load().index; x != nil {
			x.verdicts(yield)
		}
	}
}

// column is one reason with the ordinals that are still to come.
type column struct {
	verdict
	next func() (uint64, bool)
	ok   bool
}

func (c *column) advance() { c.Ordinal, c.ok = c.next() }

// verdicts merges the sets of all reasons; no ordinal is in two of them.
func (x *index) verdicts(yield func(verdict) bool) {
	var columns []*column
	open := func(set *ordinals, kind Kind, reason string) (stop func()) {
		next, stop := iter.Pull(set.all())
		c := &column{verdict: verdict{Kind: kind, Reason: reason}, next: next}
		c.advance()
		columns = append(columns, c)
		return stop
	}
	defer open(x.unreadable, Unreadable, "unreadable")()
	for reason, set := range x.skips {
		defer open(set, Skipped, reason)()
	}
	for {
		var first *column
		for _, c := range columns {
			if c.ok && (first == nil || c.Ordinal < first.Ordinal) {
				first = c
			}
		}
		if first == nil || !yield(first.verdict) {
			return
		}
		first.advance()
	}
}
