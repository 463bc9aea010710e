package pacer

import "time"

// Snapshot is what a pacer has seen and does, at one moment.
type Snapshot struct {
	Requests  int // that were written
	Unsent    int // permits that ended without a request being written
	Throttled int // 429 answers
	// ThrottledFor is how long the gate was closed because of 429, the wait
	// for the probe's answer included.
	ThrottledFor time.Duration
	// MaxPerSecond is the most requests written in any closed second.
	MaxPerSecond int
	InFlight     int
	// Waiting is how many requests are ready to leave and may not yet.
	Waiting int
	// PerSecond is what was written in each of the last 60 full seconds since
	// New, oldest first.
	PerSecond [shownSeconds]int
	Gate      GateState
	Guard     time.Duration
	// Limit is the requests a second that the ring lets out now; 0 = no limit.
	Limit int
	// P50 and P99 are times from written to answered, over the last 512.
	P50, P99 time.Duration
}

// GateState says whether and why nothing leaves. Once Until has passed, a
// probe is under way or about to be.
type GateState struct {
	Closed bool
	Reason string
	Until  time.Time
}

// Snapshot may be asked for often; it costs some microseconds.
func (p *Pacer) Snapshot() Snapshot {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	p.ring.recover(now)
	p.gate.count(now)
	s := Snapshot{
		Requests: p.meter.requests, Unsent: p.meter.unsent, Throttled: p.meter.throttled,
		ThrottledFor: p.gate.throttledFor, MaxPerSecond: p.meter.most, InFlight: p.inFlight,
		Waiting:   p.waiting.Len() + p.searches.Len(),
		PerSecond: p.meter.fullSeconds(now), Guard: p.ring.guard, Limit: p.ring.limit(),
	}
	s.P50, s.P99 = p.meter.quantiles()
	if p.gate.closed {
		s.Gate = GateState{Closed: true, Reason: p.gate.reason, Until: p.start.Add(p.gate.until)}
	}
	return s
}
