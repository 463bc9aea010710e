package aspnet

import (
	"slices"
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/record"
)

// takeRows takes what other tables say. An authenticator key is there before
// it is set up: what counts is TwoFactorEnabled.
func (p *person) takeRows(list []row) {
	u, ways := p.User, 0
	for _, r := range list {
		switch {
		case r.role != "":
			p.addRole(r.role)
		case r.claim != "":
			p.takeClaim(r.claim, r.value)
		case r.factor.Kind == record.Social:
			u.AddFactor(record.Social, r.factor.Detail)
			ways++
		case r.factor.Kind == record.Passkey || p.twoFactor && r.factor.Kind != "":
			u.AddFactor(r.factor.Kind, r.factor.Detail)
		}
	}
	if p.twoFactor && !slices.ContainsFunc(u.Factors, func(f record.Factor) bool { return f.Kind == record.TOTP }) {
		u.AddFactor(record.OtherMFA, "two-factor")
	}
	if ways > 1 || ways == 1 && u.HadPassword {
		u.Note("linked_identity", "")
	}
}

// takeClaim takes the parts of a name and the roles, whose types are addresses
// or the short names of OpenID Connect; others are kept.
func (p *person) takeClaim(kind, value string) {
	u := p.User
	switch strings.ToLower(kind[strings.LastIndexByte(kind, '/')+1:]) {
	case "givenname", "given_name":
		u.Name.First = value
	case "surname", "family_name":
		u.Name.Last = value
	case "name":
		p.Full = value
	case "locality", "locale":
		u.Show("locale", value)
	case "role":
		p.addRole(value)
	case "emailaddress", "email", "mobilephone", "nameidentifier", "sub": // in columns of their own
	default:
		p.keepClaim(kind, value)
	}
}

// keepClaim keeps a claim; a type may come more than once.
func (p *person) keepClaim(kind, value string) {
	if field.Secret(kind) {
		return
	}
	if p.claims == nil {
		p.claims = map[string]any{}
	}
	switch known := p.claims[kind].(type) {
	case nil:
		p.claims[kind] = value
	case []any:
		p.claims[kind] = append(known, value)
	default:
		p.claims[kind] = []any{known, value}
	}
}

func (p *person) addRole(name string) {
	if name != "" && !slices.Contains(p.roles, name) {
		p.roles = append(p.roles, name)
	}
}
