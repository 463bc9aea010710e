package pacer

import "time"

// Permit is the right to send one request once.
type Permit struct {
	pacer         *Pacer
	kind          Kind
	written, done bool
	writtenAt     moment
	// probe: the first request after the gate was closed.
	probe bool
	// closing is how often the gate had been closed when this one left.
	closing uint64
}

// Written says that the request was written just now. Only the first call
// counts.
func (t *Permit) Written() {
	p := t.pacer
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.written || t.done {
		return
	}
	now := p.now()
	t.written = true
	t.writtenAt = moment{at: now, set: true}
	p.ring.stamp(now)
	p.meter.departed(now)
	p.pump()
}

// Done gives the permit back and says what was learnt. A permit that was
// never written keeps its slot for a second from now, in case something of it
// left after all. Only the first call counts.
func (t *Permit) Done(r Result) {
	p := t.pacer
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.done {
		return
	}
	now := p.now()
	t.done = true
	if !t.written {
		p.ring.stamp(now)
		p.meter.unsent++
	}
	p.inFlight--
	if t.kind == KindSearch {
		p.searching--
	}
	p.learn(now, t, r)
	p.pump()
}

func (p *Pacer) learn(now time.Duration, t *Permit, r Result) {
	p.ring.recover(now)
	switch r.Kind {
	case OK:
		if t.writtenAt.set {
			p.lesson.accept(t.writtenAt.at)
		}
	case Throttled:
		p.meter.throttled++
		p.ring.throttled(now)
		if t.writtenAt.set {
			p.lesson.refuse(t.writtenAt.at)
		}
	}
	if t.writtenAt.set && (r.Kind == OK || r.Kind == Throttled || r.Kind == Trouble) {
		p.meter.answered(now - t.writtenAt.at)
	}
	p.gate.learn(now, t, r)
	if !p.gate.closed && p.ring.rate > 0 && p.lesson.refused.set {
		most, sure := p.lesson.draw(p.ring.distance())
		p.ring.learn(most, sure)
		p.space(now)
	}
}
