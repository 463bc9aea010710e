package migrator

import (
	"strconv"

	"example.com/usher/sources"
)

// PlannerVersion is kept in checkpoints: a usher that plans differently must
// not go on with a migration that another version planned.
const PlannerVersion = 3

// Planner turns users into plans. It is pure: the same user and options give
// the same plan.
type Planner struct {
	options   Options
	migration string
}

// NewPlanner plans for one migration; its id goes into the marks.
func NewPlanner(o Options, migration string) Planner {
	return Planner{options: o.orDefaults(), migration: migration}
}

// Plan gives the calls for one user, or the reason why there is none.
// Duplicates are not known here.
func (p Planner) Plan(u sources.User) Plan {
	var d draft
	made := *d.plan(&p, &u)
	d.planner, d.user = nil, nil // who keeps the calls, which stand in d, does not keep the user
	return made
}

// draft is a plan in the making. It can be used for one user after another:
// its memory is then used again, and a plan is valid until the next.
type draft struct {
	planner *Planner
	user    *sources.User
	email   string
	phone   string
	hash    *sources.Hash
	calls   [2]Call
	trusted int // bytes of the first call's trusted metadata
	made    Plan
	// unmarked leaves the marks out, for whoever only counts.
	unmarked bool
}

func (d *draft) plan(p *Planner, u *sources.User) *Plan {
	d.begin(p, u)
	for i := range u.Notes {
		d.find(u.Notes[i].Code, u.Notes[i].Detail)
	}
	d.identify()
	d.password()
	d.factors()
	if skip := d.reasonToSkip(); skip != "" {
		d.find(skip, "")
		d.made.Skip = skip
		return &d.made
	}
	d.made.Calls = d.calls[:d.fillCalls()]
	return &d.made
}

// begin forgets the user before. Structures are not put together to be copied
// here: that takes longer than all that is in them.
func (d *draft) begin(p *Planner, u *sources.User) {
	d.planner, d.user = p, u
	d.email, d.phone, d.hash = "", "", nil
	d.calls[0], d.trusted = Call{}, 0
	d.made.Calls, d.made.Skip, d.made.Findings = nil, "", d.made.Findings[:0]
}

// find adds a finding; a code stands once, with the first detail there is.
func (d *draft) find(code, detail string) {
	for i := range d.made.Findings {
		if f := &d.made.Findings[i]; f.Code == code {
			if f.Detail == "" {
				f.Detail = detail
			}
			return
		}
	}
	d.made.Findings = append(d.made.Findings, Finding{Code: code, Detail: detail})
}

func (d *draft) found(codes ...string) bool {
	for i := range d.made.Findings {
		for _, code := range codes {
			if d.made.Findings[i].Code == code {
				return true
			}
		}
	}
	return false
}

// identify takes the identifiers that Stytch would accept.
func (d *draft) identify() {
	if d.user.Email != "" && !(d.user.Anonymous && madeUp(d.user.Email)) {
		if validEmail(d.user.Email) {
			d.email = d.user.Email
		} else {
			d.find("invalid_email", "")
		}
	}
	if d.user.Phone != "" {
		if validPhone(d.user.Phone) {
			d.phone = d.user.Phone
		} else {
			d.find("invalid_phone", "")
		}
	}
}

// reasonToSkip is the finding that keeps the user from moving, or "".
func (d *draft) reasonToSkip() string {
	u, o := d.user, &d.planner.options
	identified := d.email != "" || d.phone != ""
	switch {
	case u.Anonymous && (o.Anonymous == "skip" || !identified):
		return "anonymous"
	case d.found("deleted") && o.Deleted == "skip":
		return "deleted"
	case d.found("service_account"):
		return "service_account"
	case identified:
		return d.leftOut()
	case u.Email != "":
		return "invalid_email"
	case u.Phone != "":
		return "invalid_phone"
	}
	return "no_identifier"
}

// leftOut is the reason why an option leaves out a user who could move.
func (d *draft) leftOut() string {
	u, o := d.user, &d.planner.options
	if u.Anonymous {
		d.find("anonymous", "")
	}
	if u.Unconfirmed {
		d.find("unconfirmed", "")
	}
	if u.Blocked {
		d.find("blocked", "")
		if o.Blocked == "skip" {
			return "blocked"
		}
	}
	proven := d.email != "" && u.EmailVerified
	if o.Unverified == "skip" && !proven && (d.email != "" || u.Unconfirmed) {
		return "unverified_skipped"
	}
	return ""
}

// fillCalls is the table of Stytch calls per user: what the export has
// decides. It gives their number.
func (d *draft) fillCalls() int {
	u, first := d.user, &d.calls[0]
	d.fillFirst(first)
	verified := d.email != "" && u.EmailVerified
	switch {
	case d.hash == nil:
		first.Kind = CreateUser
		if verified || d.phone != "" && u.PhoneVerified {
			d.find("verified_state_lost", "")
		}
		return 1
	case verified && d.phone == "" && d.planner.options.DualWrite == "off":
		first.Kind, first.Hash, first.SetEmailVerified = MigratePassword, d.hash, true
		return 1
	}
	first.Kind = CreateUser
	if !verified {
		d.find("email_unverified_password", "")
	}
	if d.phone != "" && u.PhoneVerified {
		d.find("verified_state_lost", "phone")
	}
	// The second call hangs the password on the user that the first one made;
	// it carries no mark and no second copy of the rest.
	second := &d.calls[1]
	*second = Call{}
	second.Kind, second.Email, second.ExternalID = MigratePassword, d.email, first.ExternalID
	second.Hash, second.SetEmailVerified = d.hash, verified
	return 2
}

// fillFirst puts in what every first call of a plan sends.
func (d *draft) fillFirst(c *Call) {
	c.Email, c.Phone = d.email, d.phone
	cleanName(&c.Name, &d.user.Name)
	if id := ownID(d.user); d.planner.options.ExternalID != "none" && fitsExternalID(id) {
		c.ExternalID = id
	}
	d.fillMetadata(c)
	if d.planner.options.Mark == "off" {
		return
	}
	switch {
	case !roomForMark(c.Trusted, d.trusted):
		d.find("mark_omitted", "")
	case !d.unmarked:
		c.Mark = d.planner.mark(d.user.Ordinal)
	}
}

// mark is trusted_metadata.usher of one record: it tells, after a crash, what
// this migration created.
func (p *Planner) mark(ordinal uint64) string {
	var b [40]byte
	return string(strconv.AppendUint(append(append(b[:0], p.migration...), '/'), ordinal, 10))
}
