package migrator

import "context"

// second gives the password to the user whom we made. A pause lets it happen,
// because what we know of them is in memory only.
func (e *engine) second(ctx context.Context, p *person) step {
	ctx = e.finishing(ctx)
	p.duplicate, p.looks = false, 0
	answer, ok := e.write(ctx, p, p.second())
	if !ok {
		return nil
	}
	switch answer.Class {
	case OK:
		return e.secondDone(ctx, p, answer)
	case Taken:
		return e.taken(p, answer)
	case Lost:
		return e.lost(p, answer)
	}
	return p.withoutPassword(reasonOf(answer), answer.RequestID)
}

// secondDone looks at who got the password: between the two calls the app may
// have changed or deleted the user, and a migrate goes to whoever has the
// email.
func (e *engine) secondDone(ctx context.Context, p *person, a Answer) step {
	switch {
	case a.UserID == p.made && !a.UserCreated:
		return p.decide(Outcome{
			Kind: Created, Evidence: p.evidence, UserID: p.made, RequestID: a.RequestID,
			PasswordID: a.PasswordID, PasswordMoved: true,
		})
	case a.UserCreated:
		e.at(beforeTakeBack)
		if !e.takeBack(ctx, p, func() Answer { return e.dest.DeleteUser(ctx, a.UserID) }) {
			return nil
		}
	default:
		e.at(beforeTakeBack)
		id := a.PasswordID
		if id == "" {
			var ok bool
			if id, ok = e.passwordOf(ctx, p, a.UserID); !ok {
				return nil
			}
		}
		if id != "" && !e.takeBack(ctx, p, func() Answer { return e.dest.DeletePassword(ctx, id) }) {
			return nil
		}
	}
	return p.withoutPassword(passwordMisplaced, a.RequestID)
}

// withoutPassword: the user is ours and stays, the password could not be
// given to them.
func (p *person) withoutPassword(reason, requestID string) step {
	return p.decide(Outcome{
		Kind: Created, Evidence: p.evidence, UserID: p.made, RequestID: requestID,
		PasswordRefused: true, Reason: reason,
	})
}
