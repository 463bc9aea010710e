package tui

import (
	"time"

	"example.com/usher/tui/say"
)

// slowdowns remembers when less left than may, and why: who comes back after
// an hour wants to know.
type slowdowns struct {
	now  string // the reason of now, "" = none
	from time.Time
	past []slowdown // newest first
}

type slowdown struct {
	at     time.Time
	took   time.Duration
	reason string
}

// mostSlowdowns is how many are remembered.
const mostSlowdowns = 3

// see takes the reason of now in.
func (s *slowdowns) see(reason string, now time.Time) {
	if reason == s.now {
		return
	}
	if s.now != "" {
		s.past = append([]slowdown{{s.from, now.Sub(s.from), s.now}}, s.past...)
		s.past = s.past[:min(len(s.past), mostSlowdowns)]
	}
	s.now, s.from = reason, now
}

func (s *slowdowns) lines(f *flow) []string {
	out := make([]string, 0, len(s.past))
	for _, p := range s.past {
		out = append(out, "slowed at "+f.clock(p.at)+" for "+say.Exact(p.took)+": "+say.Clean(p.reason))
	}
	return out
}
