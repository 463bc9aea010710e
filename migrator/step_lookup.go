package migrator

import (
	"context"
	"time"
)

const (
	// restAfterLoss is how long a request whose answer was lost may still be
	// on its way.
	restAfterLoss = 5 * time.Second
	// indexLag is how long a new user may be missing from a search.
	indexLag = 2 * time.Second
	// looksAfterDuplicate is how often nobody must be found although an
	// answer said that something of theirs is taken.
	looksAfterDuplicate = 3
	looksAfterLoss      = 2
)

// rest lets a lost write arrive before anybody looks for what it did.
func (e *engine) rest(ctx context.Context, p *person) step {
	until := e.crashed.Add(restAfterLoss)
	if !p.lostAt.IsZero() {
		until = p.lostAt.Add(restAfterLoss)
	}
	if !e.loopback && !sleep(ctx, min(time.Until(until), restAfterLoss)) {
		return nil
	}
	return e.lookUp
}

// lookUp finds out who is there with something of theirs.
func (e *engine) lookUp(ctx context.Context, p *person) step {
	e.at(beforeLookup)
	if p.made != "" {
		return e.lookUpMade(e.finishing(ctx), p)
	}
	found, ok := e.find(ctx, p)
	if !ok {
		return nil
	}
	e.at(afterLookup)
	if (p.next != nil || p.uncorrected) && (found == nil || p.ours(found) == notOurs) {
		return e.correct(ctx, p)
	}
	if found == nil {
		return e.nobody(ctx, p)
	}
	if p.resent && p.madeAsCorrected(found) {
		p.plan, p.next = *p.next, nil // an earlier retry got as far as that
	}
	if !p.maybe && !p.duplicate {
		e.ahead.note(true)
	}
	return e.judge(p, found)
}

// correct puts the plan of the corrected record into force: no user of ours is
// there under the old one. An empty look-up counts when it is empty twice.
// Where this run has no correction nothing is sent: the old record is known to
// be wrong.
func (e *engine) correct(ctx context.Context, p *person) step {
	if p.looks++; p.looks < looksAfterLoss {
		if !sleep(ctx, indexLag) {
			return nil
		}
		return e.lookUp
	}
	if p.uncorrected {
		return p.decide(Outcome{Kind: WasRefused, Evidence: ByLookup, Reason: correctionMissing})
	}
	p.plan, p.next = *p.next, nil
	p.maybe, p.looks, p.refusal = p.resent, 0, nil
	switch {
	case len(p.plan.Calls) == 0:
		return p.decide(Outcome{Kind: Skipped, Evidence: ByPlan, Reason: p.plan.Skip})
	case p.resent:
		return e.lookUp // by the new identifiers
	}
	return e.fresh
}

// lookUpMade reads the very user that we made: somebody else may have their
// email by now.
func (e *engine) lookUpMade(ctx context.Context, p *person) step {
	found, ok := e.get(ctx, p, p.made)
	switch {
	case !ok:
		return nil
	case found == nil:
		p.gone, p.made = p.made, ""
		return e.lookUp
	}
	return e.judge(p, found)
}

// nobody decides what an empty look-up is worth: an index may lag.
func (e *engine) nobody(ctx context.Context, p *person) step {
	needed := 1
	switch {
	case p.duplicate:
		needed = looksAfterDuplicate
	case p.maybe:
		needed = looksAfterLoss
	}
	switch p.looks++; {
	case p.looks < needed:
		if !sleep(ctx, p.untilNextLook(needed)) {
			return nil
		}
		return e.lookUp
	case p.gone != "":
		p.made = p.gone
		return p.withoutPassword(userDeleted, "")
	case p.refusal != nil:
		return p.refused(*p.refusal)
	}
	if !p.lostAt.IsZero() {
		e.retries.Add(1)
	}
	return e.send
}

// untilNextLook grows, so that the last look comes after the index's lag.
func (p *person) untilNextLook(needed int) time.Duration {
	if p.maybe || p.looks == needed-1 {
		return indexLag
	}
	return lookAgain(p.looks)
}
