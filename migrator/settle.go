package migrator

import (
	"context"
	"time"
)

// step is a state of one user: it waits for the event that the state needs
// and returns the next state, or nil when the user is decided or when the run
// ends before that.
//
//	state      event                              next
//	fresh      (watermark durable)                send, or look-up where most are there already
//	send       ok                                 decided, or second
//	           already there                      look-up
//	           lost                               rest, then look-up
//	           refused                            decided; look-up where a write may be unseen
//	second     ok, the user we made               decided
//	           ok, somebody else                  take back, decided
//	           already there, lost                look-up
//	           refused                            decided: created without password
//	look-up    somebody found                     judge
//	           nobody                             look again, or send
//	judge      (the table of whose a user is)     decided, send, or second
//
// 429 and requests that never left are no event: the same request again.
// After a crash a user whose write may be unseen begins at rest.
type step func(context.Context, *person) step

// settle takes one user as far as possible. It reports false when the run
// ended first; then nothing was decided, and what may have been applied is
// found out by the next run.
func (e *engine) settle(ctx context.Context, p *person) bool {
	p.goodThen, p.writesThen, p.triedAt = e.good.Load(), e.goodWrites.Load(), time.Now()
	state := step(e.fresh)
	switch {
	case p.known != nil:
		state = e.delta
	case p.maybe:
		state = e.rest
	case p.rebuilt || p.expected:
		state = e.lookUp
	}
	for state != nil {
		state = state(ctx, p)
	}
	if !p.decided && p.tries >= mostTries {
		p.unknown(triesUsedUp, "")
	}
	return p.decided
}
