package migrator

import (
	"sync"
	"time"
)

// ledger is what is on disk, as snapshots read it.
type ledger struct {
	mu     sync.Mutex
	counts Counts
	latest []Refusal // newest first
	pace   settledPace
}

// mostLatest is how many refused users a snapshot lists.
const mostLatest = 20

func (l *ledger) counted(people []*person, counts Counts) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts = counts
	l.pace.add(time.Now(), counts.Settled())
	for _, p := range people {
		if p.outcome.Kind == WasRefused {
			l.latest = append([]Refusal{p.refusalView()}, l.latest...)
		}
	}
	l.latest = l.latest[:min(len(l.latest), mostLatest)]
}

func (p *person) refusalView() Refusal {
	return Refusal{
		Ordinal: p.ordinal, Place: p.place.String(), SourceID: MaskID(p.sourceID),
		Reason: p.outcome.Reason, Hint: Describe(p.outcome.Reason).Hint,
	}
}
