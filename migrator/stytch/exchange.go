package stytch

import (
	"context"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// mostTrips is how often one request is sent when net/http finds that the
// connection it had chosen was dead.
const mostTrips = 4

// operation is what one kind of request means.
type operation struct {
	name   string // verb and object
	kind   pacer.Kind
	effect effect
}

// exchange takes a permit, sends one request and judges its answer. send does
// the request with the context that it gets.
func (a *Adapter) exchange(ctx context.Context, o operation, send func(context.Context) error) verdict {
	for trips := 1; ; trips++ {
		permit, err := a.acquire(ctx, o.kind)
		if err != nil {
			return verdict{class: migrator.Canceled, err: errStopped}
		}
		t := &trip{permit: permit}
		err = a.travel(ctx, t, send)
		if t.repeated.Load() && trips < mostTrips {
			t.done(pacer.Result{})
			// The other idle ones have been idle as long.
			a.CloseIdleConnections()
			continue
		}
		v := judge(ctx, o, t, err)
		t.done(v.lesson(t))
		return v
	}
}

// acquire waits for a permit until either end of ctx.
func (a *Adapter) acquire(ctx context.Context, k pacer.Kind) (*pacer.Permit, error) {
	stop := migrator.StopOf(ctx)
	if stop == ctx {
		return a.pacer.Acquire(ctx, k)
	}
	if err := stop.Err(); err != nil {
		return nil, err
	}
	wait, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(stop, cancel)()
	return a.pacer.Acquire(wait, k)
}

func (a *Adapter) travel(ctx context.Context, t *trip, send func(context.Context) error) error {
	trip, cancel := context.WithCancel(context.WithValue(ctx, tripKey{}, t))
	defer cancel()
	t.cancel = cancel
	if stop := migrator.StopOf(ctx); stop != ctx {
		defer context.AfterFunc(stop, t.hold)()
	}
	return send(trip)
}
