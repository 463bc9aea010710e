package migrator

import (
	"context"
	"time"
)

// write sends a call and waits until there is an answer that means something
// for the user. It reports false when the run ends before that.
func (e *engine) write(ctx context.Context, p *person, c Call) (Answer, bool) {
	e.at(beforeWrite)
	return e.insist(ctx, func() Answer { return e.dest.Write(ctx, c) })
}

// takeBack deletes something misplaced. Deleting twice does no harm, so a
// lost answer is just sent again.
func (e *engine) takeBack(ctx context.Context, p *person, remove func() Answer) bool {
	for {
		answer, ok := e.insist(ctx, remove)
		switch {
		case !ok:
			return false
		case answer.Class == OK || answer.Class == Absent:
			return true
		case !e.again(ctx, p):
			return false
		}
	}
}

// insist repeats a write that was certainly not applied. The pacer's gate
// makes it wait, and nobody's tries are used up.
func (e *engine) insist(ctx context.Context, send func() Answer) (Answer, bool) {
	for {
		answer := send()
		e.heard(answer.Class, answer.Date)
		e.at(afterAnswer)
		if well(answer.Class) {
			e.goodWrites.Add(1)
		}
		switch answer.Class {
		case Throttled, NotSent:
			e.retries.Add(1)
			if !sleep(ctx, notAtOnce) {
				return answer, false
			}
		case Canceled:
			return answer, false
		case Fatal:
			e.fail(fatalAnswer(importing, answer.Status, answer.ErrorType, answer.Err))
			return answer, false
		default:
			return answer, true
		}
	}
}

// read asks until there is an answer. It reports false when the run ends or
// the user's tries are used up.
func (e *engine) read(ctx context.Context, p *person, ask func() Reply) (Reply, bool) {
	for {
		reply := ask()
		e.heard(reply.Class, reply.Date)
		switch {
		case reply.Class == OK || reply.Class == Absent || namesNobody(reply):
			return reply, true
		case reply.Class == Throttled || reply.Class == NotSent:
			e.retries.Add(1)
			if !sleep(ctx, notAtOnce) {
				return reply, false
			}
		case reply.Class == Canceled:
			return reply, false
		case reply.Class == Fatal:
			e.fail(fatalAnswer(importing, reply.Status, reply.ErrorType, reply.Err))
			return reply, false
		case !e.again(ctx, p):
			return reply, false
		}
	}
}

// notAtOnce keeps a destination without a gate from being asked in a tight
// loop.
const notAtOnce = 50 * time.Millisecond

// again waits before the same user is tried once more, or reports false.
func (e *engine) again(ctx context.Context, p *person) bool {
	if !e.try(p, false) {
		return false
	}
	e.retries.Add(1)
	if !sleep(ctx, backoff(p.failures)) {
		return false
	}
	if p.failures > 1 && e.good.Load() == p.goodThen {
		e.askAfter(ctx)
	}
	return true
}

// patience is how long one user may fail without costing a try, where some
// requests succeed and those of their kind don't.
const patience = time.Minute

// try counts a failure of a write or a read, and reports false when the
// user's tries are used up. While nobody gets a good answer to the same kind
// of request it is the destination's trouble, and costs no try; but somebody
// who fails alone must come to an end.
func (e *engine) try(p *person, write bool) bool {
	good, writes, now := e.good.Load(), e.goodWrites.Load(), time.Now()
	others := good != p.goodThen
	if write {
		others = writes != p.writesThen
	}
	if others || (good != p.goodThen && now.Sub(p.triedAt) >= patience) {
		p.tries++
		p.triedAt = now
	}
	p.failures++
	p.goodThen, p.writesThen = good, writes
	return p.tries < mostTries
}

// askAfter finds out whether it is the destination's trouble or one user's:
// the last users of an export have nobody else whose answers would tell.
func (e *engine) askAfter(ctx context.Context) {
	if !e.asking.CompareAndSwap(false, true) {
		return
	}
	defer e.asking.Store(false)
	reply := e.dest.WhoAmI(ctx)
	e.heard(reply.Class, reply.Date)
	if reply.Class == Fatal {
		e.fail(fatalAnswer(importing, reply.Status, reply.ErrorType, reply.Err))
	}
}

// heard learns from every answer.
func (e *engine) heard(c Class, date time.Time) {
	e.clock.heard(date)
	if well(c) {
		e.good.Add(1)
	}
}

// well reports whether an answer shows that the destination is well.
func well(c Class) bool { return c == OK || c == Taken || c == Refused || c == Absent }
