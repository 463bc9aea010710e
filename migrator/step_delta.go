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
)

// known is a user whom an earlier migration has brought to Stytch.
type known struct {
	userID  string
	changed bool // the record would be sent otherwise than it was
	apply   bool // changes are to be made at Stytch
}

// delta settles a known user: an unchanged one without a request.
func (e *engine) delta(ctx context.Context, p *person) step {
	k := p.known
	if !k.changed || !k.apply {
		reason := deltaUnchanged
		if k.changed {
			reason = deltaChanged
		}
		return p.decide(Outcome{Kind: Present, Evidence: ByPlan, UserID: k.userID, Reason: reason})
	}
	f, ok := e.get(ctx, p, k.userID)
	switch {
	case !ok:
		return nil
	case f == nil:
		return p.decide(Outcome{Kind: WasRefused, Evidence: ByLookup, Reason: deltaDeleted})
	}
	return e.update(ctx, p, f)
}

// update makes the changes that Stytch allows: name, metadata, an external id
// where there is none, a first password. An email, a phone or another password
// can't be changed this way, and is left to the operator.
func (e *engine) update(ctx context.Context, p *person, f *Found) step {
	differ := fieldsThatDiffer(f, p.plan, Outcome{Kind: Created})
	change, done := changeFor(p.first(), f, differ)
	left := slices.DeleteFunc(slices.Clone(differ), func(field string) bool { return slices.Contains(done, field) })
	if len(done) > 0 {
		updater, can := e.dest.(Updater)
		if !can {
			return p.decide(Outcome{Kind: Present, Evidence: ByLookup, UserID: f.UserID, Reason: deltaReason(nil, differ)})
		}
		answer, ok := e.change(ctx, p, func() Answer { return updater.UpdateUser(ctx, f.UserID, change) })
		switch {
		case !ok:
			return nil
		case answer.Class == Absent:
			return p.decide(Outcome{Kind: WasRefused, Evidence: ByAnswer, Reason: deltaDeleted})
		case answer.Class != OK:
			return p.decide(Outcome{
				Kind: Present, Evidence: ByAnswer, UserID: f.UserID, RequestID: answer.RequestID,
				Reason: deltaReason(nil, differ),
			})
		}
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
// harm.
func (e *engine) change(ctx context.Context, p *person, send func() Answer) (Answer, bool) {
	for {
		answer, ok := e.insist(ctx, send)
		if !ok || answer.Class != Lost {
			return answer, ok
		}
		if !e.again(ctx, p) {
			return answer, false
		}
	}
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
