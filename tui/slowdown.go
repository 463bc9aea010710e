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
	times  int
}

// mostSlowdowns is how many are remembered.
const mostSlowdowns = 3

// see takes the reason of now in.
func (s *slowdowns) see(reason string, now time.Time) {
	if reason == s.now {
		return
	}
	if s.now != "" {
		s.keep(slowdown{s.from, now.Sub(s.from), s.now, 1})
	}
	s.now, s.from = reason, now
}

// keep puts one among the past; one after the other for the same reason is one
// that came several times.
func (s *slowdowns) keep(d slowdown) {
	if len(s.past) > 0 && s.past[0].reason == d.reason {
		s.past[0].took += d.took
		s.past[0].times++
		return
	}
	s.past = append([]slowdown{d}, s.past...)
	s.past = s.past[:min(len(s.past), mostSlowdowns)]
}

func (s *slowdowns) lines(f *flow) []string {
	out := make([]string, 0, len(s.past))
	for _, p := range s.past {
		if p.times > 1 {
			out = append(out, "slowed "+say.Count(p.times)+" times since "+f.clock(p.at)+", "+say.Exact(p.took)+" in all: "+say.Clean(p.reason))
			continue
		}
		out = append(out, "slowed at "+f.clock(p.at)+" for "+say.Exact(p.took)+": "+say.Clean(p.reason))
	}
	return out
}
