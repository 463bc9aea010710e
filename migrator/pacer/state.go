package pacer

import "time"

// State is what a pacer must remember across a restart, so that a new process
// does not learn the destination's limits by running into them again. It is
// plain data, to be kept as JSON.
type State struct {
	Guard time.Duration `json:"guard,omitempty"`
	// Size is the number of slots of the ring; 0 = all.
	Size int `json:"size,omitempty"`
	// GateUntil is set while the gate is closed; wall clock.
	GateUntil time.Time     `json:"gate_until,omitzero"`
	Throttled bool          `json:"gate_throttled,omitempty"`
	Wait      time.Duration `json:"gate_wait,omitempty"`
	Reason    string        `json:"gate_reason,omitempty"`
}

// State gives what Config.Resume takes.
func (p *Pacer) State() State {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ring.recover(p.now())
	s := State{Guard: p.ring.guard}
	if p.ring.size < p.ring.rate {
		s.Size = p.ring.size
	}
	if g := &p.gate; g.closed {
		s.GateUntil = p.start.Add(g.until).Round(0)
		s.Throttled, s.Wait, s.Reason = g.throttled, g.wait, g.reason
	}
	return s
}

// resume takes over a state, within the limits that hold now: it may come from
// another rate or from a clock that was wrong.
func (p *Pacer) resume(s State) {
	if p.ring.rate > 0 {
		p.ring.guard = max(0, min(s.Guard, mostGuard))
		if s.Size > 0 {
			p.ring.size = min(s.Size, p.ring.rate)
		}
	}
	if wait := min(s.GateUntil.Sub(p.start), mostRetryAfter); wait > 0 {
		p.gate.close(0, wait, s.Throttled, s.Reason)
		p.gate.wait = max(0, min(s.Wait, mostWait))
	}
}
