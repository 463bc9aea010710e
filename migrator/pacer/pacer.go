package pacer

import (
	"container/list"
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pacer hands out permits. It is safe for use from many goroutines and needs
// no Close.
type Pacer struct {
	mu    sync.Mutex
	start time.Time
	wake  *time.Timer

	waiting  list.List // of *waiter, in the order of arrival, searches apart
	searches list.List
	arrivals uint64

	most      int // requests in flight
	inFlight  int
	searching int

	spacing *rate.Limiter // nil = none
	search  *rate.Limiter // nil = none
	ring    ring
	gate    gate
	lesson  lesson
	meter   meter
}

// waiter is a goroutine in Acquire.
type waiter struct {
	kind    Kind
	arrival uint64
	permit  chan *Permit // one place
}

// New makes a pacer whose seconds begin now.
func New(c Config) *Pacer {
	p := &Pacer{start: time.Now(), most: c.InFlight}
	if p.most <= 0 {
		p.most = defaultInFlight
	}
	if c.Rate > 0 {
		p.ring = newRing(c.Rate, c.FullRing)
		p.spacing = rate.NewLimiter(rate.Every(spacingOf(c.Rate)), 1)
	}
	if c.SearchPerMinute > 0 {
		p.search = searchLimiter(c.SearchPerMinute)
	}
	p.resume(c.Resume)
	return p
}

func spacingOf(perSecond int) time.Duration {
	return time.Duration(spacingShare * float64(time.Second) / float64(perSecond))
}

// space fits the spacing to the ring's size: a small ring that is emptied in a
// burst would hit a limit that is smaller still.
func (p *Pacer) space(now time.Duration) {
	if every := rate.Every(spacingOf(p.ring.size)); p.spacing != nil && p.spacing.Limit() != every {
		p.spacing.SetLimitAt(p.start.Add(now), every)
	}
}

// searchLimiter spaces searches evenly so that any closed minute holds at
// most perMinute: n+1 points in a closed minute are n distances.
func searchLimiter(perMinute int) *rate.Limiter {
	gaps := max(perMinute-1, 1)
	every := time.Minute / time.Duration(gaps)
	if perMinute == 1 {
		every += slack
	}
	return rate.NewLimiter(rate.Every(every), 1)
}

// Acquire waits until a request of kind k may leave. Its only error is
// ctx.Err(), and then no place is taken.
func (p *Pacer) Acquire(ctx context.Context, k Kind) (*Permit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	queue := p.queueOf(k)
	if queue.Len() == 0 && p.waiting.Len() == 0 {
		if now := p.now(); p.mayLeave(now, k) {
			permit := p.grant(now, k)
			p.mu.Unlock()
			return permit, nil
		}
	}
	p.arrivals++
	w := &waiter{kind: k, arrival: p.arrivals, permit: make(chan *Permit, 1)}
	place := queue.PushBack(w)
	p.pump()
	p.mu.Unlock()

	select {
	case permit := <-w.permit:
		return permit, nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case permit := <-w.permit: // granted meanwhile, wanted no more
		p.giveBack(permit)
	default:
		queue.Remove(place)
	}
	p.pump()
	return nil, ctx.Err()
}

func (p *Pacer) queueOf(k Kind) *list.List {
	if k == KindSearch {
		return &p.searches
	}
	return &p.waiting
}

// now is the time since New; it is monotonic.
func (p *Pacer) now() time.Duration { return time.Since(p.start) }

// pump lets out everybody who may leave now and sets the timer for the next.
// It is called with the lock held, after everything that changes anything.
func (p *Pacer) pump() {
	now := p.now()
	if p.ring.recover(now) {
		p.space(now)
	}
	var next moment
	for p.pumpOne(now, &next) {
	}
	switch {
	case !next.set:
		if p.wake != nil {
			p.wake.Stop()
		}
	case p.wake == nil:
		p.wake = time.AfterFunc(next.at-now, p.onTimer)
	default:
		p.wake.Reset(next.at - now)
	}
}

func (p *Pacer) onTimer() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pump()
}

// pumpOne lets one out; the one who waits longest comes first, unless it is a
// search that the search limit holds back.
func (p *Pacer) pumpOne(now time.Duration, next *moment) bool {
	front, search := p.waiting.Front(), p.searches.Front()
	if search != nil {
		earlier := front == nil || search.Value.(*waiter).arrival < front.Value.(*waiter).arrival
		if p.searchMayLeave(now, next) && earlier {
			front = search
		}
	}
	if front == nil || !p.openFor(now, next) {
		return false
	}
	w := front.Value.(*waiter)
	p.queueOf(w.kind).Remove(front)
	w.permit <- p.grant(now, w.kind)
	return true
}

// mayLeave is the short way for somebody who finds nobody waiting.
func (p *Pacer) mayLeave(now time.Duration, k Kind) bool {
	var ignored moment
	if k == KindSearch && !p.searchMayLeave(now, &ignored) {
		return false
	}
	return p.openFor(now, &ignored)
}

// searchMayLeave reports whether the search limit has room. The moment when
// it will have is noted in next.
func (p *Pacer) searchMayLeave(now time.Duration, next *moment) bool {
	if p.searching >= searchesInFlight {
		return false
	}
	return tokenReady(p.search, p.start, now, next)
}

// openFor reports whether any request may leave now. The moment when one may
// is noted in next; where there is none, a Written or Done brings it.
func (p *Pacer) openFor(now time.Duration, next *moment) bool {
	if p.inFlight >= p.most {
		return false
	}
	if !p.gate.lets(now, next) || !p.ring.free(now, next) {
		return false
	}
	return tokenReady(p.spacing, p.start, now, next)
}

// tokenReady reports whether a limiter has a token, without taking it.
func tokenReady(l *rate.Limiter, start time.Time, now time.Duration, next *moment) bool {
	if l == nil {
		return true
	}
	missing := 1 - l.TokensAt(start.Add(now))
	if missing <= 0 {
		return true
	}
	// One microsecond more, so that rounding never wakes us a hair early.
	next.earliest(now + time.Duration(missing/float64(l.Limit())*float64(time.Second)) + time.Microsecond)
	return false
}

// grant takes every place that a request needs.
func (p *Pacer) grant(now time.Duration, k Kind) *Permit {
	p.inFlight++
	if k == KindSearch {
		p.searching++
		takeToken(p.search, p.start.Add(now))
	}
	takeToken(p.spacing, p.start.Add(now))
	p.ring.hold()
	permit := &Permit{pacer: p, kind: k}
	p.gate.depart(permit)
	return permit
}

func takeToken(l *rate.Limiter, t time.Time) {
	if l != nil {
		l.AllowN(t, 1)
	}
}

// giveBack undoes a grant that nobody ever used.
func (p *Pacer) giveBack(permit *Permit) {
	permit.written, permit.done = true, true
	p.inFlight--
	if permit.kind == KindSearch {
		p.searching--
	}
	p.ring.release()
	p.gate.abandon(permit)
}

// moment is a time that may not be known.
type moment struct {
	at  time.Duration
	set bool
}

func (m *moment) earliest(at time.Duration) {
	if !m.set || at < m.at {
		m.at, m.set = at, true
	}
}
