package migrator

import (
	"context"
	"strings"
)

// identifier is what somebody can be looked up by.
type identifier uint8

const (
	byExternalID identifier = iota
	byEmail
	byPhone
)

// order is the order of a look-up. Where the plan hangs a verified password
// on an email, whoever has the email comes first, because a migrate acts on
// them.
func (p *person) order() []identifier {
	order := []identifier{byExternalID, byEmail, byPhone}
	if p.verified() {
		order = []identifier{byEmail, byExternalID, byPhone}
	}
	// The second look is for what a lost write of ours made, and that has the
	// email; a stranger with the phone was found by the first, or refuses the
	// next write.
	if p.looks > 0 && !p.duplicate && p.first().Email != "" {
		order = order[:2]
	}
	return order
}

// find looks one user up, with their identifiers one after the other. It
// gives nil when nobody is there, and false when that could not be found out.
func (e *engine) find(ctx context.Context, p *person) (*Found, bool) {
	for _, by := range p.order() {
		found, ok := e.findBy(ctx, p, by)
		if !ok || found != nil {
			return found, ok
		}
	}
	return nil, true
}

func (e *engine) findBy(ctx context.Context, p *person, by identifier) (*Found, bool) {
	first := p.first()
	switch {
	case by == byExternalID && first.ExternalID != "":
		return e.findByExternalID(ctx, p)
	case by == byEmail && first.Email != "":
		return e.search(ctx, p, "email_address", first.Email, p.sharesEmail)
	case by == byPhone && first.Phone != "":
		return e.search(ctx, p, "phone_number", first.Phone, p.sharesPhone)
	}
	return nil, true
}

// findByExternalID reads the user whose external id it is. A kill leaves many
// in doubt at once: the first look is a search for all of them then, and only
// whom it does not show is read one by one, at the second look.
func (e *engine) findByExternalID(ctx context.Context, p *person) (*Found, bool) {
	id := p.first().ExternalID
	if p.leftInDoubt() && p.looks == 0 {
		reply := e.lookups.search(ctx, "user_id", id)
		e.heard(reply.Class, reply.Date)
		if reply.Class == OK {
			return e.confirm(ctx, p, reply, p.sharesExternalID)
		}
	}
	found, ok := e.get(ctx, p, id)
	if !ok || found == nil || !p.sharesExternalID(found) {
		return nil, ok
	}
	return found, true
}

// search asks the index and reads again by user_id whom it names, because the
// index may be stale: who is gone or has the identifier no more is nobody.
func (e *engine) search(ctx context.Context, p *person, by, value string, has func(*Found) bool) (*Found, bool) {
	reply, ok := e.read(ctx, p, func() Reply { return e.lookups.search(ctx, by, value) })
	if !ok {
		return nil, false
	}
	return e.confirm(ctx, p, reply, has)
}

// confirm reads again whom a search has named.
func (e *engine) confirm(ctx context.Context, p *person, reply Reply, has func(*Found) bool) (*Found, bool) {
	for _, named := range reply.Users {
		found, ok := e.get(ctx, p, named.UserID)
		if !ok {
			return nil, false
		}
		if found != nil && has(found) {
			return found, true
		}
	}
	return nil, true
}

// get reads one user, nil when there is none.
func (e *engine) get(ctx context.Context, p *person, id string) (*Found, bool) {
	reply, ok := e.read(ctx, p, func() Reply { return e.dest.Get(ctx, id) })
	if !ok || reply.Class == Absent || len(reply.Users) == 0 {
		return nil, ok
	}
	return &reply.Users[0], true
}

// passwordOf reads the password_id of a user, "" when they have none.
func (e *engine) passwordOf(ctx context.Context, p *person, userID string) (string, bool) {
	found, ok := e.get(e.finishing(ctx), p, userID)
	if !ok || found == nil {
		return "", ok
	}
	return found.PasswordID, true
}

// namesNobody reports whether a refused read means that nobody can have such
// an identifier.
func namesNobody(r Reply) bool {
	return r.Class == Refused && (strings.HasPrefix(r.ErrorType, "invalid_email") ||
		strings.HasPrefix(r.ErrorType, "invalid_phone_number") || r.ErrorType == "invalid_user_id")
}
