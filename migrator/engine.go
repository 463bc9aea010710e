package migrator

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// engine brings users into the destination: the workers, and what all users
// share.
type engine struct {
	dest     Destination
	tuning   tuning
	loopback bool
	hook     func(crashpoint)
	fail     func(error)
	// crashed is the last commit of the run before, from which on the rest of
	// users in doubt counts.
	crashed time.Time
	// late ends some seconds after a pause: who has only the second call to go
	// may finish.
	late context.Context

	clock    serverTime
	lookups  *lookups
	ahead    ahead
	recorder *recorder
	retries  atomic.Int64
	// good and goodWrites count the answers that show that the destination is
	// well.
	good, goodWrites atomic.Int64
	asking           atomic.Bool // whether it is well

	people    chan *person
	wait      sync.WaitGroup
	workers   int // only the feed, like handedOut
	handedOut int
	mu        sync.Mutex
	doubtful  []uint64 // users left behind of whom a write may be applied
	left      int      // users left behind
}

// finishing lets requests leave for some seconds after a pause.
func (e *engine) finishing(ctx context.Context) context.Context { return WithStop(ctx, e.late) }

// handOut gives a user to a worker that is free, or to a new one as long as
// there are few. It reports false when the run ends first.
func (e *engine) handOut(ctx context.Context, p *person) bool {
	p.nth = e.handedOut
	e.handedOut++
	for {
		select {
		case e.people <- p:
			return true
		default:
		}
		var again <-chan time.Time
		if e.workers < e.tuning.workers {
			if e.workers == 0 || !e.queueing() {
				e.workers++
				e.wait.Go(func() { e.work(ctx) })
			}
			again = time.After(queueLook)
		}
		select {
		case e.people <- p:
			return true
		case <-again: // those in the queue may all rest by now
		case <-StopOf(ctx).Done():
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// queueLook is how often the queue is looked at while no worker is free.
const queueLook = 50 * time.Millisecond

// queueing reports whether enough requests wait for their turn to leave.
// Another worker would then speed nothing up, and a crash would leave one user
// more in doubt. A quarter of a second's worth covers the time that the next
// watermark takes.
func (e *engine) queueing() bool {
	pace := e.dest.Pace()
	return pace.Waiting >= max(8, pace.Limit/4)
}

func (e *engine) work(ctx context.Context) {
	for p := range e.people {
		if e.settleSafely(ctx, p) {
			e.recorder.settled <- p
			continue
		}
		e.leave(p)
	}
}

// settleSafely leaves a user in doubt of whom usher itself goes wrong.
func (e *engine) settleSafely(ctx context.Context, p *person) (settled bool) {
	defer func() {
		if panicked := recover(); panicked != nil {
			p.maybe, settled = true, false
			e.fail(mistake(panicked))
		}
	}()
	return e.settle(ctx, p)
}

// leave notes a user whom the end of the run left undecided.
func (e *engine) leave(p *person) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.left++
	if p.maybe || p.made != "" {
		e.doubtful = append(e.doubtful, p.ordinal)
	}
}
