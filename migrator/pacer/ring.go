package pacer

import "time"

// How the guard and the ring's size answer to 429s.
const (
	mostGuard    = 500 * time.Millisecond
	leastRaise   = 5 * time.Millisecond
	lowerEvery   = time.Minute
	shrinkShare  = 0.95
	firstGrowth  = 50 * time.Second
	mostGrowth   = 8 * time.Minute
	leastGrowth  = 4 * time.Second
	forgetGuard  = time.Millisecond // a guard below this is none
	guardFactor  = 1.25
	guardDecline = 0.9
)

// ring is the slots. A slot is held from the permit until the request was
// written, then stamped, and free again a second and the guard later. The
// zero ring has no limit.
type ring struct {
	rate int // 0 = no limit
	size int // at most rate; smaller when the destination takes less
	held int
	// stamps of slots that are not free yet, oldest first.
	stamps queue

	guard   time.Duration
	lowered time.Duration // since when the guard may decline

	// A ring that shrank grows by one place after growth without a 429: sooner
	// each time that goes well, and later after each time that it does not.
	grown            time.Duration // since when it may
	grew             int           // places since the last 429
	growth, patience time.Duration
}

func newRing(perSecond int, full bool) ring {
	r := ring{rate: perSecond, size: perSecond, growth: firstGrowth, patience: firstGrowth}
	if full {
		for range perSecond {
			r.stamps.push(0)
		}
	}
	return r
}

func (r *ring) hold() {
	if r.rate > 0 {
		r.held++
	}
}

// release frees a held slot that nothing left through.
func (r *ring) release() {
	if r.rate > 0 {
		r.held--
	}
}

func (r *ring) stamp(now time.Duration) {
	if r.rate > 0 {
		r.held--
		r.stamps.push(now)
	}
}

// free reports whether there is a free slot, else when a stamped one will be.
func (r *ring) free(now time.Duration, next *moment) bool {
	if r.rate == 0 {
		return true
	}
	r.recover(now)
	distance := r.distance()
	for r.stamps.len() > 0 && r.stamps.first() <= now-distance {
		r.stamps.pop()
	}
	over := r.held + r.stamps.len() - r.size
	if over < 0 {
		return true
	}
	// With a ring that shrank, several slots must fall free first.
	if over < r.stamps.len() {
		next.earliest(r.stamps.at(over) + distance)
	}
	return false
}

// distance is how long a slot is not free after a request left through it.
func (r *ring) distance() time.Duration { return time.Second + slack + r.guard }

// throttled notes a 429: the time without one begins anew.
func (r *ring) throttled(now time.Duration) { r.lowered, r.grown = now, now }

// learn takes a lesson: at most so many requests were accepted in a second
// before the destination refused one. Growth that led to a refusal is taken
// back. A number well below the ring's size is a lower limit, if it is sure;
// else the way has bunched requests, and the guard keeps them further apart.
func (r *ring) learn(most int, sure bool) {
	switch {
	case r.grew > 0:
		r.size = max(1, r.size-r.grew)
		r.patience = min(mostGrowth, 2*r.patience)
	case sure && float64(most) < enoughShare*float64(r.size):
		r.shrink(most)
	case r.guard < mostGuard:
		raised := time.Duration(guardFactor * float64(r.guard))
		r.guard = min(mostGuard, max(raised, r.guard+leastRaise))
	default:
		r.shrink(int(shrinkShare * float64(r.size)))
	}
	r.grew, r.growth = 0, r.patience
}

// shrink makes a smaller ring. The guard was raised against a limit that the
// ring now fits.
func (r *ring) shrink(size int) {
	r.size, r.guard, r.patience = max(1, size), 0, firstGrowth
}

// recover lowers the guard and grows the ring for the time without a 429, and
// reports whether the ring has grown.
func (r *ring) recover(now time.Duration) (bigger bool) {
	for r.guard > 0 && now-r.lowered >= lowerEvery {
		r.lowered += lowerEvery
		r.guard = time.Duration(guardDecline * float64(r.guard))
		if r.guard < forgetGuard {
			r.guard = 0
		}
	}
	for r.size < r.rate && now-r.grown >= r.growth {
		r.grown += r.growth
		r.growth = max(leastGrowth, r.growth/2)
		r.size++
		r.grew++
		bigger = true
	}
	return bigger
}

// limit is the requests a second that the ring lets out now.
func (r *ring) limit() int {
	if r.rate == 0 {
		return 0
	}
	return max(1, int(float64(r.size)/(time.Second+r.guard).Seconds()))
}
