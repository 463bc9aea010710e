package pacer

import (
	"slices"
	"time"
)

const (
	// shownSeconds is how far back PerSecond goes.
	shownSeconds = 60
	// keptLatencies is over how many answers the quantiles go.
	keptLatencies = 512
)

// meter counts what left and what came back.
type meter struct {
	requests, unsent, throttled int

	lastSecond queue // departures of the last closed second
	most       int   // in any closed second

	// perSecond counts by full seconds since New, in a ring; the second that a
	// place stands for is in seconds. One place more than shown, for the second
	// that is not over yet.
	perSecond, seconds [shownSeconds + 1]int

	latencies [keptLatencies]time.Duration
	answers   int
}

func (m *meter) departed(now time.Duration) {
	m.requests++
	for m.lastSecond.len() > 0 && m.lastSecond.first() < now-time.Second {
		m.lastSecond.pop()
	}
	m.lastSecond.push(now)
	m.most = max(m.most, m.lastSecond.len())
	m.perSecond[m.place(now)]++
}

// place gives the place of a second, emptied when it stood for an older one.
func (m *meter) place(now time.Duration) int {
	second := int(now / time.Second)
	i := second % len(m.seconds)
	if m.seconds[i] != second {
		m.seconds[i], m.perSecond[i] = second, 0
	}
	return i
}

// fullSeconds are the departures of the last 60 full seconds, oldest first.
func (m *meter) fullSeconds(now time.Duration) (counts [shownSeconds]int) {
	first := int(now/time.Second) - shownSeconds
	for k := range counts {
		s := first + k
		if s < 0 {
			continue
		}
		if i := s % len(m.seconds); m.seconds[i] == s {
			counts[k] = m.perSecond[i]
		}
	}
	return counts
}

func (m *meter) answered(latency time.Duration) {
	m.latencies[m.answers%keptLatencies] = latency
	m.answers++
}

func (m *meter) quantiles() (p50, p99 time.Duration) {
	n := min(m.answers, keptLatencies)
	if n == 0 {
		return 0, 0
	}
	sorted := slices.Clone(m.latencies[:n])
	slices.Sort(sorted)
	return sorted[(n-1)/2], sorted[(n-1)*99/100]
}
