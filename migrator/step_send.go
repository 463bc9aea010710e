package migrator

import (
	"context"
	"time"
)

// fresh is a user of whom nothing was sent yet.
func (e *engine) fresh(_ context.Context, p *person) step {
	if e.ahead.on() {
		return e.lookUp
	}
	return e.send
}

// send is the first call of the plan.
func (e *engine) send(ctx context.Context, p *person) step {
	p.duplicate, p.looks, p.there = false, 0, ""
	return e.sent(ctx, p, *p.first())
}

// join sends the password to a user whom we did not make, who has none and
// whose email the export shows to be verified.
func (e *engine) join(ctx context.Context, p *person) step {
	if p.refusal != nil && len(p.plan.Calls) == 1 {
		return p.notJoined(*p.refusal) // the same call would be refused again
	}
	p.duplicate, p.looks = false, 0
	return e.sent(ctx, p, *p.last())
}

// notJoined: the user is there, and their password was refused.
func (p *person) notJoined(a Answer) step {
	return p.decide(Outcome{
		Kind: Present, Evidence: ByLookup, UserID: p.there, RequestID: a.RequestID,
		PasswordRefused: true, Reason: reasonOf(a),
	})
}

func (e *engine) sent(ctx context.Context, p *person, c Call) step {
	answer, ok := e.write(ctx, p, c)
	if !ok {
		return nil
	}
	e.ahead.note(answer.Class == Taken)
	switch answer.Class {
	case OK:
		if c.Kind == MigratePassword {
			return e.migrated(ctx, p, answer)
		}
		return e.created(p, answer)
	case Taken:
		return e.taken(p, answer)
	case Lost:
		return e.lost(p, answer)
	}
	switch {
	case p.there != "":
		return p.notJoined(answer)
	case p.maybe:
		p.refusal = &answer
		return e.lookUp
	}
	return p.refused(answer)
}

func (e *engine) created(p *person, a Answer) step {
	if p.hasPassword() {
		p.made, p.evidence = a.UserID, ByAnswer
		e.at(betweenCalls)
		return e.second
	}
	return p.decide(Outcome{Kind: Created, Evidence: ByAnswer, UserID: a.UserID, RequestID: a.RequestID})
}

// migrated is the answer of a migrate that was the plan's first call, or that
// joined a password to somebody who was there.
func (e *engine) migrated(ctx context.Context, p *person, a Answer) step {
	o := Outcome{Kind: Created, Evidence: ByAnswer, UserID: a.UserID, PasswordID: a.PasswordID, PasswordMoved: true, RequestID: a.RequestID}
	if a.UserCreated {
		return p.decide(o)
	}
	o.Kind = PasswordAdded
	if o.PasswordID == "" {
		// Undo needs it. When it can't be read now, the next run resolves the
		// user again: the password is there, with our mark beside it.
		id, ok := e.passwordOf(ctx, p, a.UserID)
		if !ok {
			return nil
		}
		o.PasswordID = id
	}
	return p.decide(o)
}

// taken: something of theirs is at Stytch already.
func (e *engine) taken(p *person, a Answer) step {
	p.duplicate, p.looks = true, 0
	if p.tries++; p.tries >= mostTries {
		return p.unknown(a.ErrorType, a.RequestID)
	}
	return e.lookUp
}

// lost: a write may have been applied.
func (e *engine) lost(p *person, a Answer) step {
	p.maybe, p.lostAt = true, time.Now()
	if !e.try(p, true) {
		return p.unknown(answerLost, a.RequestID)
	}
	return e.rest
}

func (p *person) refused(a Answer) step {
	return p.decide(Outcome{Kind: WasRefused, Evidence: ByAnswer, Reason: reasonOf(a), RequestID: a.RequestID})
}
