package migrator

import "time"

// ownership says how it is known that a user at Stytch was created by this
// migration for this record.
type ownership uint8

const (
	notOurs ownership = iota
	ownByTime
	ownByMark
	ownByAnswer
)

func (o ownership) evidence() Evidence {
	switch o {
	case ownByAnswer:
		return ByAnswer
	case ownByMark:
		return ByMark
	}
	return ByLookup
}

// clockSlack: created_at and Date have whole seconds, and the clocks of two
// machines at Stytch may be one apart.
const clockSlack = time.Second

// ours tells whose a user is that a look-up found. Where no write of ours can
// have been applied unseen nothing is ours, whatever the clocks say; in doubt
// nothing is.
func (p *person) ours(f *Found) ownership {
	if p.made != "" && f.UserID == p.made {
		return ownByAnswer
	}
	if p.oursBefore(f) {
		return ownByMark
	}
	if !p.maybe {
		return notOurs
	}
	switch first := p.first(); {
	case first.Mark == "":
		return p.oursByTime(f)
	case f.Mark != first.Mark:
		return notOurs
	case first.Kind == CreateUser:
		return ownByMark
	case p.sharesExternalID(f) && p.afterUs(f):
		// A migrate may leave its mark on a user who was there before, but not
		// its external id.
		return ownByMark
	}
	return notOurs
}

func (p *person) oursByTime(f *Found) ownership {
	first := p.first()
	all := p.sharesExternalID(f) && p.afterUs(f) &&
		(first.Email == "" || p.sharesEmail(f)) && (first.Phone == "" || p.sharesPhone(f))
	if all {
		return ownByTime
	}
	return notOurs
}

// afterUs reports whether a user was certainly created after our first write
// could leave.
func (p *person) afterUs(f *Found) bool {
	return !p.since.IsZero() && f.CreatedAt.After(p.since.Add(clockSlack))
}
