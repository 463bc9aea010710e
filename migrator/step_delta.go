package migrator

import (
	"context"
	"slices"
	"strings"
)

// Reasons of users whom a delta knows from the earlier migration. What was
// changed or could not be is said behind them: "changed: email name".
const (
	deltaUnchanged = "unchanged"
	deltaChanged   = "changed"
	deltaUpdated   = "updated"
	deltaDeleted   = "deleted_at_stytch"
	// deltaThereBefore: they were at Stytch before the first migration, and
	// nothing of theirs is overwritten.
	deltaThereBefore = "there_before"
)

// known is a user whom an earlier migration has brought to Stytch.
type known struct {
	userID  string
	record  [8]byte // digest of what was sent
	ours    bool    // created by the chain of migrations
	changed bool    // the record would be sent otherwise than it was
	apply   bool    // changes are to be made at Stytch
}

// delta settles a known user: an unchanged one without a request. Somebody who
// was there before the first migration is left as they are.
func (e *engine) delta(ctx context.Context, p *person) step {
	k := p.known
	o := Outcome{Kind: Present, Evidence: ByPlan, UserID: k.userID, Reason: deltaUnchanged}
	switch {
	case !k.ours:
		o.Reason = deltaThereBefore
		return p.decide(o)
	case !k.changed:
		return p.decide(o)
	}
	// The next delta has to see a change that is not at Stytch.
	planned := p.record
	p.record = k.record
	if !k.apply {
		o.Reason = deltaChanged
		return p.decide(o)
	}
	f, ok := e.get(ctx, p, k.userID)
	switch {
	case !ok:
		return nil
	case f == nil:
		return p.decide(Outcome{Kind: WasRefused, Evidence: ByLookup, Reason: deltaDeleted})
	}
	return e.update(ctx, p, f, planned)
}

// update makes the changes that Stytch allows: name, metadata, an external id
// where there is none, a first password. An email, a phone or another password
// can't be changed this way, and is left to the operator. planned is the digest
// of the record once everything of it is at Stytch.
func (e *engine) update(ctx context.Context, p *person, f *Found, planned [8]byte) step {
	differ := fieldsThatDiffer(f, p.plan, Outcome{Kind: Created})
	if len(differ) == 0 && p.hasPassword() && f.PasswordID != "" {
		differ = []string{"password"} // nothing else can have changed
	}
	change, done := changeFor(p.first(), f, differ)
	if len(done) > 0 {
		answer, ok := e.change(ctx, p, f.UserID, change)
		switch {
		case !ok:
			return nil
		case answer.Class == Absent:
			return p.decide(Outcome{Kind: WasRefused, Evidence: ByAnswer, Reason: deltaDeleted})
		case answer.Class != OK:
			done = nil
		}
	}
	left := slices.DeleteFunc(differ, func(field string) bool { return slices.Contains(done, field) })
	if len(left) == 0 {
		p.record = planned
	}
	if p.verified() && f.PasswordID == "" && p.sharesEmail(f) {
		return e.join
	}
	return p.decide(Outcome{Kind: Present, Evidence: ByLookup, UserID: f.UserID, Reason: deltaReason(done, left)})
}

// changeFor is the update that brings what differs and can be changed.
func changeFor(c *Call, f *Found, differ []string) (change Change, done []string) {
	for _, field := range differ {
		switch field {
		case "name":
			change.Name = c.Name
		case "trusted_metadata":
			change.Trusted = c.TrustedMetadata()
		case "untrusted_metadata":
			change.Untrusted = c.Untrusted
		case "external_id":
			if f.ExternalID != "" {
				continue
			}
			change.ExternalID = c.ExternalID
		default:
			continue
		}
		done = append(done, field)
	}
	return change, done
}

// change sends an update until there is an answer; sending it twice does no
// harm. A destination that can't update refuses.
func (e *engine) change(ctx context.Context, p *person, userID string, c Change) (Answer, bool) {
	updater, can := e.dest.(Updater)
	if !can {
		return Answer{Class: Refused}, true
	}
	for {
		answer, ok := e.insist(ctx, func() Answer { return updater.UpdateUser(ctx, userID, c) })
		if !ok || answer.Class != Lost {
			return answer, ok
		}
		if !e.again(ctx, p) {
			return answer, false
		}
	}
}

// wasUpdated reports whether a reason is that of a user whom a delta changed
// at Stytch.
func wasUpdated(reason string) bool {
	what, _, _ := strings.Cut(reason, ":")
	return what == deltaUpdated
}

// deltaReason says what was done and what is left: "updated: name; left: email".
func deltaReason(done, left []string) string {
	switch {
	case len(done) == 0 && len(left) == 0:
		return deltaUnchanged
	case len(done) == 0:
		return deltaChanged + ": " + strings.Join(left, " ")
	case len(left) == 0:
		return deltaUpdated + ": " + strings.Join(done, " ")
	}
	return deltaUpdated + ": " + strings.Join(done, " ") + "; left: " + strings.Join(left, " ")
}
