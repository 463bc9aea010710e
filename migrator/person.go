package migrator

import (
	"strings"
	"time"

	"example.com/usher/sources"
)

// person is one user on the way from the export into Stytch. One worker at a
// time has it.
type person struct {
	nth            int // of those whom this run handed out
	ordinal        uint64
	plan           Plan
	place          sources.Place
	sourceID       string
	source, record [8]byte // digests
	span           *span   // whose watermark covers them; nil when they had been unknown

	// known is set in a delta for whom the earlier migration has brought.
	known *known
	// next is the plan of a corrected record. It comes into force when a look-up
	// by the identifiers of the old one has found nobody whom we made.
	next *Plan
	// resent: an earlier retry may have sent them by the same next plan, which
	// has other identifiers.
	resent bool
	// uncorrected: an earlier run sent them as a correction has them, and this
	// one doesn't know the correction.
	uncorrected bool

	// rebuilt: the checkpoint of the migration that may have made them is lost.
	rebuilt bool

	// expected: somebody with an identifier of theirs was seen at the
	// destination before the run.
	expected bool

	// since is the server's time before their first write could leave.
	since time.Time
	// maybe: a write of theirs may have been applied without our knowing.
	maybe bool
	// lostAt is when the last answer was lost; zero after a crash.
	lostAt time.Time
	// made is the user_id that an answer or our mark showed to be ours, while
	// their password is still to come. It is kept in memory only.
	made string
	// evidence is how we know of made.
	evidence Evidence
	// there is a user whom we did not make and who is to get the password.
	there string
	// gone is a made user who turned out to have been deleted.
	gone string
	// refusal is an answer that would settle them if nobody were there.
	refusal *Answer

	// duplicate: an answer said that something of theirs is taken.
	duplicate bool
	looks     int // look-ups in a row that found nobody

	tries    int // failures that count
	failures int // failures that make the wait longer
	triedAt  time.Time
	// goodThen and writesThen are the good answers of anybody at the last
	// failure, to all requests and to writes.
	goodThen, writesThen int64

	outcome Outcome
	decided bool
}

// leftInDoubt reports whether an earlier run may have sent something of theirs.
func (p *person) leftInDoubt() bool { return p.maybe && p.lostAt.IsZero() && !p.duplicate }

func (p *person) first() *Call { return &p.plan.Calls[0] }
func (p *person) last() *Call  { return &p.plan.Calls[len(p.plan.Calls)-1] }

// hasPassword reports whether the plan carries a password.
func (p *person) hasPassword() bool { return p.last().Kind == MigratePassword }

// verified reports whether the export shows the email to be theirs; only then
// may a password go onto a user whom we did not make.
func (p *person) verified() bool { return p.hasPassword() && p.last().SetEmailVerified }

// second is the call that gives the password to a user we made. It has no
// mark: the mark says who created a user.
func (p *person) second() Call {
	c := *p.last()
	c.Mark = ""
	return c
}

func (p *person) sharesEmail(f *Found) bool {
	return p.first().Email != "" && holds(f.Emails, foldEmail(p.first().Email), foldEmail)
}

// madeAsCorrected reports whether a found user has the email of the correction,
// and not that of the old record.
func (p *person) madeAsCorrected(f *Found) bool {
	if p.next == nil || len(p.next.Calls) == 0 || p.sharesEmail(f) {
		return false
	}
	email := p.next.Calls[0].Email
	return email != "" && holds(f.Emails, foldEmail(email), foldEmail)
}

func (p *person) sharesPhone(f *Found) bool {
	return p.first().Phone != "" && holds(f.Phones, p.first().Phone, strings.TrimSpace)
}

func (p *person) sharesExternalID(f *Found) bool {
	return p.first().ExternalID != "" && f.ExternalID == p.first().ExternalID
}

// shares reports whether a found user may stand for this one: by email or
// external id, by phone only where there is no email.
func (p *person) shares(f *Found) bool {
	return p.sharesEmail(f) || p.sharesExternalID(f) || (p.first().Email == "" && p.sharesPhone(f))
}

func holds(ids []FoundIdentifier, want string, fold func(string) string) bool {
	for _, id := range ids {
		if fold(id.Value) == want {
			return true
		}
	}
	return false
}

// decide ends the way of this user.
func (p *person) decide(o Outcome) step {
	o.Ordinal, o.SourceDigest, o.RecordDigest = p.ordinal, p.source, p.record
	o.EmailVerified = o.PasswordMoved && p.verified()
	p.outcome, p.decided = o, true
	return nil
}

// unknown leaves them for a later run, with what it needs to tell whose a
// user is that it finds.
func (p *person) unknown(reason, requestID string) step {
	return p.decide(Outcome{Kind: Unknown, Reason: reason, RequestID: requestID, Since: p.since})
}
