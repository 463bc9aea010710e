package migrator

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/usher/sources"
)

// PlannerVersion is kept in checkpoints: a usher that plans differently must
// not go on with a migration that another version planned.
const PlannerVersion = 1

// Planner turns users into plans. It is pure: the same user and options give
// the same plan.
type Planner struct {
	options   Options
	migration string
}

// NewPlanner plans for one migration; its id goes into the marks.
func NewPlanner(o Options, migration string) Planner {
	return Planner{options: o, migration: migration}
}

// Plan gives the calls for one user, or the reason why there is none.
// Duplicates are not known here.
func (p Planner) Plan(u sources.User) Plan {
	d := draft{user: u, options: p.options}
	for _, n := range u.Notes {
		d.find(n.Code, n.Detail)
	}
	d.identify()
	d.password()
	if skip := d.reasonToSkip(); skip != "" {
		d.find(skip, "")
		return Plan{Skip: skip, Findings: d.findings}
	}
	base := d.baseCall(p.mark(u.Ordinal))
	return Plan{Calls: d.calls(base), Findings: d.findings}
}

// mark is trusted_metadata.usher of one record: it tells, after a crash, what
// this migration created.
func (p Planner) mark(ordinal uint64) string {
	if p.options.Mark == "off" {
		return ""
	}
	return p.migration + "/" + strconv.FormatUint(ordinal, 10)
}

// draft is a plan in the making.
type draft struct {
	user     sources.User
	options  Options
	email    string
	phone    string
	hash     *sources.Hash
	findings []Finding
}

func (d *draft) find(code, detail string) {
	for i, f := range d.findings {
		if f.Code == code {
			if d.findings[i].Detail == "" {
				d.findings[i].Detail = detail
			}
			return
		}
	}
	d.findings = append(d.findings, Finding{Code: code, Detail: detail})
}

func (d *draft) found(code string) bool {
	return slices.ContainsFunc(d.findings, func(f Finding) bool { return f.Code == code })
}

func (d *draft) identify() {
	if d.user.Email != "" {
		if validEmail(d.user.Email) {
			d.email = d.user.Email
		} else {
			d.find("invalid_email", "")
		}
	}
	if d.user.Phone != "" {
		if e164.MatchString(d.user.Phone) {
			d.phone = d.user.Phone
		} else {
			d.find("invalid_phone", "")
		}
	}
}

func (d *draft) password() {
	h := d.user.Hash
	if h == nil {
		return
	}
	if h.Type == "" {
		d.find("password_not_migratable", h.Scheme)
		return
	}
	if why := h.Problem(); why != "" {
		d.find("invalid_hash", why)
		return
	}
	if d.email == "" {
		d.find("password_without_email", "")
		return
	}
	d.hash = h
}

func (d *draft) reasonToSkip() string {
	u := d.user
	if d.email == "" && d.phone == "" {
		switch {
		case u.Anonymous:
			return "anonymous"
		case u.Email != "":
			return "invalid_email"
		case u.Phone != "":
			return "invalid_phone"
		}
		return "no_identifier"
	}
	if u.Blocked {
		d.find("blocked", "")
		if d.options.Blocked != "import" {
			return "blocked"
		}
	}
	if d.options.Unverified == "skip" && d.email != "" && !u.EmailVerified {
		return "unverified_skipped"
	}
	return ""
}

// baseCall holds what every first call of a plan sends.
func (d *draft) baseCall(mark string) Call {
	u := d.user
	c := Call{Email: d.email, Phone: d.phone, Name: cleanName(u.Name), ExternalID: ExternalIDFor(u, d.options)}
	trusted := u.Trusted
	if d.options.ExternalID != "none" && c.ExternalID == "" && u.SourceID != "" {
		d.find("external_id_invalid", "")
		trusted = withSourceID(trusted, u.SourceID)
	}
	if d.options.Metadata == "none" {
		trusted = nil
	} else {
		c.Untrusted = d.fitMetadata(u.Untrusted, "untrusted")
	}
	c.Trusted = d.fitMetadata(trusted, "trusted")
	if mark != "" {
		if roomForMark(c.Trusted, mark) {
			c.Mark = mark
		} else {
			d.find("mark_omitted", "")
		}
	}
	return c
}

// calls is the table of Stytch calls per user: what the export has decides.
func (d *draft) calls(base Call) []Call {
	u := d.user
	verified := d.email != "" && u.EmailVerified
	create := base
	create.Kind = CreateUser
	if d.hash == nil {
		if verified || (d.phone != "" && u.PhoneVerified) {
			d.find("verified_state_lost", "")
		}
		return []Call{create}
	}
	if verified && d.phone == "" {
		migrate := base
		migrate.Kind, migrate.Hash, migrate.SetEmailVerified = MigratePassword, d.hash, true
		return []Call{migrate}
	}
	if !verified {
		d.find("email_unverified_password", "")
	}
	if d.phone != "" && u.PhoneVerified {
		d.find("verified_state_lost", "phone")
	}
	// The second call hangs the password on the user that the first one made;
	// it carries no mark and no second copy of the rest.
	migrate := Call{Kind: MigratePassword, Email: d.email, ExternalID: base.ExternalID, Hash: d.hash, SetEmailVerified: verified}
	return []Call{create, migrate}
}

// ExternalIDFor is what is sent as external_id, "" where the options or
// Stytch's rules leave it out (docs: external ids: letters, digits and . _ - |,
// at most 128). An id that looks like one of Stytch's own would be ambiguous.
func ExternalIDFor(u sources.User, o Options) string {
	id := u.SourceID
	if o.ExternalID == "none" || !externalID.MatchString(id) || id == "." || id == ".." ||
		strings.HasPrefix(id, "user-test-") || strings.HasPrefix(id, "user-live-") {
		return ""
	}
	return id
}

var (
	externalID = regexp.MustCompile(`^[A-Za-z0-9._|-]{1,128}$`)
	e164       = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
)

// cleanName takes out zero-width spaces, which Stytch refuses
// (forbidden_character_zero_width_space).
func cleanName(n sources.Name) sources.Name {
	c := func(s string) string {
		return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\u200B", ""))
	}
	return sources.Name{First: c(n.First), Middle: c(n.Middle), Last: c(n.Last)}
}
