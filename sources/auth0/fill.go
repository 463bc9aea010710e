package auth0

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// fill writes the profile into the user and looks up the password.
func (p *profile) fill(u *record.User, hashes *join.Index) error {
	logins := p.logins()
	p.completeContact(logins)
	u.SourceID, u.Username = p.id, p.username
	u.Email, u.EmailVerified = p.email, p.emailVerified && p.email != ""
	u.Phone, u.PhoneVerified = p.phone, p.phoneVerified && p.phone != ""
	u.Blocked = p.blocked
	u.CreatedAt, u.UpdatedAt, u.LastLogin = p.created, p.updated, p.lastLogin
	u.Notes = p.notes
	var guessed bool
	u.Name, guessed = field.Name(p.given, "", p.family, p.full, p.email, p.phone, p.username)
	if guessed {
		u.Notes = append(u.Notes, record.Note{Code: "name_guessed"})
	}
	p.addFactors(u, logins)
	u.Trusted, u.TrustedSize = p.trusted(logins)
	u.Untrusted = p.untrusted()
	return p.addPassword(u, logins, hashes)
}

// completeContact takes email and phone from the list of identifiers, and
// then from linked logins, where the profile itself has none: they stand
// nowhere else (docs: flexible identifiers, user account linking).
func (p *profile) completeContact(logins []identity) {
	for el := range object.Elements(p.identifiers) {
		o, ok := object.Nested(el)
		if !ok {
			continue
		}
		value, verified := field.Text(o.Get("value")), field.Flag(o.Get("verified"))
		switch kind := field.Text(o.Get("type")); {
		case kind == "email" && p.email == "":
			p.email, p.emailVerified = value, verified
		case (kind == "phone_number" || kind == "phone") && p.phone == "":
			p.phone, p.phoneVerified = value, verified
		case kind == "username" && p.username == "":
			p.username = value
		}
	}
	for _, i := range logins {
		if p.email == "" && i.linked.email != "" {
			p.email, p.emailVerified = i.linked.email, i.linked.emailVerified
		}
		if p.phone == "" && i.linked.phone != "" {
			p.phone, p.phoneVerified = i.linked.phone, i.linked.phoneVerified
		}
	}
}

// addFactors lists what has to be enrolled again or comes back by itself.
func (p *profile) addFactors(u *record.User, logins []identity) {
	social, other := 0, 0
	for _, i := range logins {
		switch i.way() {
		case socialLogin:
			social++
			u.Factors = append(u.Factors, record.Factor{Kind: record.Social, Detail: i.provider})
		case company:
			other++
			u.Factors = append(u.Factors, record.Factor{Kind: record.SSO, Detail: i.provider})
			u.Notes = append(u.Notes, record.Note{Code: "enterprise_sso", Detail: i.provider})
		default:
			other++
		}
	}
	if social > 0 && other == 0 {
		u.Notes = append(u.Notes, record.Note{Code: "social_only", Detail: logins[0].provider})
	}
	if len(logins) > 1 {
		u.Notes = append(u.Notes, record.Note{Code: "linked_identity"})
	}
	if len(p.multifactor) > 0 {
		u.Factors = append(u.Factors, p.multifactor...)
		u.Notes = append(u.Notes, record.Note{Code: "mfa_not_migrated", Detail: p.multifactor[0].Detail})
	}
}
