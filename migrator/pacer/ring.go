package pacer

import "time"

// How the guard and the ring's size answer to 429s.
const (
	mostGuard    = 500 * time.Millisecond
	leastRaise   = 5 * time.Millisecond
	raiseEvery   = 500 * time.Millisecond
	lowerEvery   = time.Minute
	growEvery    = 30 * time.Second
	shrinkShare  = 0.95
	forgetGuard  = time.Millisecond // a guard below this is none
	guardFactor  = 1.5
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
	raised  moment
	lowered time.Duration // since when the guard may decline
	grown   time.Duration // since when the ring may grow
}

func newRing(perSecond int, full bool) ring {
	r := ring{rate: perSecond, size: perSecond}
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
	distance := time.Second + slack + r.guard
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

// throttled raises the guard, and when it can't be raised any more makes the
// ring smaller than what the destination lately accepted in a second.
func (r *ring) throttled(now time.Duration, accepted int) {
	r.lowered, r.grown = now, now
	if r.rate == 0 || (r.raised.set && now-r.raised.at < raiseEvery) {
		return
	}
	r.raised = moment{at: now, set: true}
	if r.guard >= mostGuard {
		r.size = max(1, min(r.size, int(shrinkShare*float64(accepted))))
		return
	}
	raised := time.Duration(guardFactor * float64(r.guard))
	r.guard = min(mostGuard, max(raised, r.guard+leastRaise))
}

// recover lowers the guard and grows the ring for the time without a 429.
func (r *ring) recover(now time.Duration) {
	for r.guard > 0 && now-r.lowered >= lowerEvery {
		r.lowered += lowerEvery
		r.guard = time.Duration(guardDecline * float64(r.guard))
		if r.guard < forgetGuard {
			r.guard = 0
		}
	}
	for r.size < r.rate && now-r.grown >= growEvery {
		r.grown += growEvery
		r.size++
	}
}

// limit is the requests a second that the ring lets out now.
func (r *ring) limit() int {
	if r.rate == 0 {
		return 0
	}
	return max(1, int(float64(r.size)/(time.Second+r.guard).Seconds()))
}
