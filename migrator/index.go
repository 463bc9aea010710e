package migrator

import (
	"slices"

	"example.com/usher/sources"
)

// index knows, after a preview, which ordinals have which finding, who is
// skipped and why, and who stands for each duplicate: enough to read any list
// again, at most two bytes a finding and four more a duplicate.
type index struct {
	records    uint64
	codes      map[string]*ordinals
	skips      map[string]*ordinals
	unreadable *ordinals
	notes      []sources.Note
	losers     []uint32 // rising
	winners    []uint32 // of the loser at the same place
}

// newIndex takes a tally over and gives it the duplicates.
func newIndex(t *tally, losers []loser) *index {
	x := &index{records: t.records, codes: t.codes, skips: t.skips, unreadable: &t.unreadable, notes: t.notes}
	x.losers, x.winners = make([]uint32, len(losers)), make([]uint32, len(losers))
	for i, l := range losers {
		t.lose(l)
		x.losers[i], x.winners[i] = l.ordinal, l.winner
	}
	return x
}

// winner is who is imported in place of a duplicate.
func (x *index) winner(ordinal uint64) (winner uint64, lost bool) {
	at, found := slices.BinarySearch(x.losers, uint32(ordinal))
	if !found {
		return 0, false
	}
	return uint64(x.winners[at]), true
}

// lostBy is the finding code of a duplicate.
func (x *index) lostBy(ordinal uint64) string {
	for _, code := range duplicateCodes {
		if set := x.skips[code]; set != nil && set.has(ordinal) {
			return code
		}
	}
	return ""
}
