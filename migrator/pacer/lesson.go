package pacer

import (
	"slices"
	"time"
)

const (
	// keptAccepted is how long departures that were accepted are remembered:
	// longer than an answer takes.
	keptAccepted = 40 * time.Second
	// keptEstimates is over how many lessons the largest estimate counts. One
	// alone may be a 429 by chance, right after the gate opened.
	keptEstimates = 3
	// enoughShare: a limit at least this share of the ring is not worth another
	// ring; the guard finds it.
	enoughShare = 0.9
	// lateWakeUp is by how much a departure may be later than it could be.
	lateWakeUp = 10 * time.Millisecond
)

// lesson draws the conclusion from 429s: did the way bunch requests that left
// well apart, or does the destination take fewer than the ring lets out? What
// tells is how many were accepted in the second before the first refused one.
// It is drawn when the gate opens again, because by then the answers to what
// left before are in.
type lesson struct {
	accepted  []time.Duration // departures that were answered well, rising
	refused   moment          // departure of the first refused one, until drawn
	estimates []int           // of the last lessons, oldest first
}

// accept notes the departure of a request that was answered well.
func (l *lesson) accept(at time.Duration) {
	i, _ := slices.BinarySearch(l.accepted, at)
	l.accepted = slices.Insert(l.accepted, i, at)
	if old := at - keptAccepted; len(l.accepted) > 1024 && l.accepted[0] < old {
		i, _ := slices.BinarySearch(l.accepted, old)
		l.accepted = slices.Delete(l.accepted, 0, i)
	}
}

// refuse notes the departure of a request that was answered with 429.
func (l *lesson) refuse(at time.Duration) { l.refused.earliest(at) }

// draw estimates how many requests the destination takes in a second; it is
// sure of it after a few lessons. distance is how far apart the ring keeps two
// requests through one slot: where the ring fits the limit already, the oldest
// of those that count left just that long before the refused one.
func (l *lesson) draw(distance time.Duration) (most int, sure bool) {
	from, _ := slices.BinarySearch(l.accepted, l.refused.at-distance-lateWakeUp)
	to, _ := slices.BinarySearch(l.accepted, l.refused.at)
	l.refused = moment{}
	if len(l.estimates) == keptEstimates {
		l.estimates = l.estimates[1:]
	}
	l.estimates = append(l.estimates, to-from)
	return slices.Max(l.estimates), len(l.estimates) == keptEstimates
}
