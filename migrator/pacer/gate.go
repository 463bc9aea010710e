package pacer

import "time"

// How long the gate stays closed.
const (
	mostRetryAfter    = 10 * time.Minute
	firstThrottleWait = time.Second
	firstTroubleWait  = 500 * time.Millisecond
	mostWait          = time.Minute
	// troublesInRow is how many requests must fail, without a good answer
	// between, before the destination as a whole counts as troubled.
	troublesInRow = 5
)

// gate keeps everybody in while the destination wants no requests. It opens
// through a probe: the first request after the wait, alone.
type gate struct {
	closed    bool
	throttled bool // closed because of 429
	reason    string
	until     time.Duration
	wait      time.Duration // the wait that ends at until, when we chose it
	probe     *Permit
	closings  uint64 // how often it has closed; tells who left before

	inRow int // troubles since the last good answer

	throttledSince time.Duration
	throttledFor   time.Duration
}

// lets reports whether somebody may pass, else when the gate will let a probe
// pass. While a probe is out, its Done decides.
func (g *gate) lets(now time.Duration, next *moment) bool {
	if !g.closed {
		return true
	}
	if g.probe != nil {
		return false
	}
	if now < g.until {
		next.earliest(g.until)
		return false
	}
	return true
}

// depart notes who passes.
func (g *gate) depart(t *Permit) {
	t.closing = g.closings
	if g.closed {
		t.probe = true
		g.probe = t
	}
}

// abandon lets the next one be the probe.
func (g *gate) abandon(t *Permit) {
	if g.probe == t {
		g.probe = nil
	}
}

// learn draws the conclusion from a result.
func (g *gate) learn(now time.Duration, t *Permit, r Result) {
	probe := g.probe == t
	g.abandon(t)
	switch r.Kind {
	case OK:
		g.inRow = 0
		// An answer to an older request may have asked for a longer wait while
		// the probe was out: then another probe follows.
		if probe && now >= g.until {
			g.open(now)
		}
	case Throttled:
		// It is an answer, so what was wrong before is not trouble.
		g.inRow = 0
		g.throttle(now, t, probe, r)
	case Trouble, NotSent, Lost:
		if !probe && t.closing < g.closings {
			return // it left before the gate closed: known already
		}
		g.inRow++
		if probe || (!g.closed && (r.Kind == NotSent || g.inRow >= troublesInRow)) {
			g.close(now, g.nextWait(false, firstTroubleWait), false, reasonOf(r))
		}
	}
}

// throttle closes the gate after a 429. One that answers a request from
// before the gate closed says nothing new unless it asks for a longer wait.
func (g *gate) throttle(now time.Duration, t *Permit, probe bool, r Result) {
	asked := min(r.RetryAfter, mostRetryAfter)
	late := t.closing < g.closings
	switch {
	case !g.closed && late:
		// The probe has opened the gate meanwhile; only an explicit wish counts.
		if asked > 0 {
			g.close(now, asked, true, reasonOf(r))
		}
	case g.closed && !probe:
		if !g.throttled {
			g.close(now, max(asked, firstThrottleWait, g.until-now), true, reasonOf(r))
		} else if asked > 0 {
			g.until = max(g.until, now+asked)
		}
	case asked > 0:
		g.close(now, asked, true, reasonOf(r))
	default:
		g.close(now, g.nextWait(true, firstThrottleWait), true, reasonOf(r))
	}
}

// nextWait doubles as long as the gate closes for the same cause without
// having been open.
func (g *gate) nextWait(throttled bool, first time.Duration) time.Duration {
	if g.closed && g.throttled == throttled {
		g.wait = min(mostWait, max(first, 2*g.wait))
	} else {
		g.wait = first
	}
	return g.wait
}

func (g *gate) close(now, wait time.Duration, throttled bool, reason string) {
	g.count(now)
	if throttled && !(g.closed && g.throttled) {
		g.throttledSince = now
	}
	g.closed, g.throttled, g.reason = true, throttled, reason
	g.until = now + wait
	g.closings++
}

func (g *gate) open(now time.Duration) {
	g.count(now)
	g.closed, g.throttled, g.reason, g.wait = false, false, "", 0
}

// count adds the time since the last count to the time lost to 429s.
func (g *gate) count(now time.Duration) {
	if g.closed && g.throttled {
		g.throttledFor += now - g.throttledSince
		g.throttledSince = now
	}
}

func reasonOf(r Result) string {
	if r.Reason != "" {
		return r.Reason
	}
	switch r.Kind {
	case Throttled:
		return "too many requests (429)"
	case Trouble:
		return "errors in a row (5xx)"
	case NotSent:
		return "no connection"
	}
	return "no answer"
}
