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

	people   chan *person
	wait     sync.WaitGroup
	workers  int // only the feed
	mu       sync.Mutex
	doubtful []uint64 // users left behind of whom a write may be applied
	left     int      // users left behind
}

// finishing lets requests leave for some seconds after a pause.
func (e *engine) finishing(ctx context.Context) context.Context { return WithStop(ctx, e.late) }

// handOut gives a user to a worker that is free, or to a new one as long as
// there are few. It reports false when the run ends first.
func (e *engine) handOut(ctx context.Context, p *person) bool {
	select {
	case e.people <- p:
		return true
	default:
	}
	if e.workers < e.tuning.workers {
		e.workers++
		e.wait.Go(func() { e.work(ctx) })
	}
	select {
	case e.people <- p:
		return true
	case <-StopOf(ctx).Done():
	case <-ctx.Done():
	}
	return false
}

func (e *engine) work(ctx context.Context) {
	for p := range e.people {
		if e.settle(ctx, p) {
			e.recorder.settled <- p
			continue
		}
		e.leave(p)
	}
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
