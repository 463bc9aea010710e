package descope

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a user of Descope.
type person struct {
	profile.Profile
	logins []string
}

func decode(o object.Object, _ *join.Index, u *record.User) error {
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name := table.Key(string(key))
		_ = p.takeProfile(name, v) || p.takeAccount(name, v) || p.takeLogin(name, v) || p.Take(name, v)
	}
	if u.SourceID == "" || len(p.logins) == 0 && u.Email == "" && u.Phone == "" {
		return record.Problem("not a user")
	}
	p.takeLoginIDs()
	p.Fill("descope")
	return nil
}

func (p *person) takeProfile(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "userid":
		u.SourceID = field.Text(v)
	case "loginids":
		p.logins = texts(v)
	case "verifiedemail":
		u.EmailVerified = field.Flag(v)
	case "verifiedphone":
		u.PhoneVerified = field.Flag(v)
	case "picture":
		u.Show("image", field.Text(v))
	case "customattributes":
		m, _ := object.MetadataIn(v)
		p.KeepAll(m)
	default:
		return false
	}
	return true
}

func (p *person) takeAccount(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "status":
		u.Blocked, u.Unconfirmed = field.Text(v) == "disabled", field.Text(v) == "invited"
	case "createdtime":
		u.CreatedAt = field.Time(v)
	case "test":
		p.Facts.Flag("test", field.Flag(v))
	case "rolenames":
		p.Facts.List("roles", texts(v))
	case "usertenants":
		p.takeTenants(object.Unpacked(v))
	default:
		return false
	}
	return true
}

// takeTenants keeps the companies that the user belongs to, and the roles
// there.
func (p *person) takeTenants(v jsontext.Value) {
	var tenants []any
	for el := range object.Elements(v) {
		o, ok := object.Nested(el)
		if !ok {
			continue
		}
		tenant := record.Facts{}
		tenant.Text("id", field.Text(o.Get("tenantId")))
		tenant.Text("name", field.Text(o.Get("tenantName")))
		tenant.List("roles", texts(o.Get("roleNames")))
		tenants = append(tenants, map[string]any(tenant))
	}
	if len(tenants) > 0 {
		p.Facts["tenants"] = tenants
	}
}

func (p *person) takeLogin(name string, v jsontext.Value) bool {
	u := p.User
	kind, known := map[string]record.FactorKind{
		"totp": record.TOTP, "webauthn": record.Passkey, "push": record.OtherMFA, "saml": record.SSO, "oidc": record.SSO,
	}[name]
	switch {
	case known:
		if field.Flag(v) {
			u.AddFactor(kind, detail(name, kind))
		}
	case name == "password":
		u.HadPassword = field.Flag(v)
	case name == "oauth":
		o, _ := object.Nested(object.Unpacked(v))
		if o == nil {
			return true
		}
		for key, v := range o.All() {
			if field.Flag(v) {
				u.AddFactor(record.Social, string(key))
			}
		}
	default:
		return false
	}
	return true
}

func detail(name string, kind record.FactorKind) string {
	if kind == record.SSO || kind == record.OtherMFA {
		return name
	}
	return ""
}

// takeLoginIDs takes an email or a phone number that the user logs in with
// where there is none else; what is neither is a user name.
func (p *person) takeLoginIDs() {
	u := p.User
	others := []string{}
	for _, id := range p.logins {
		switch {
		case strings.Contains(id, "@"):
			if u.Email == "" {
				u.Email = id
			} else if !strings.EqualFold(id, u.Email) {
				others = append(others, id)
			}
		case strings.HasPrefix(id, "+"):
			if u.Phone == "" {
				u.Phone = field.Phone(id)
			} else if field.Phone(id) != u.Phone {
				others = append(others, id)
			}
		case u.Username == "":
			u.Username = id
		}
	}
	if len(others) > 0 {
		u.Note("other_identifiers", "")
	}
	p.Facts.List("login_ids", others)
}

// texts is a list, or what stands in a cell of a CSV in its place.
func texts(v jsontext.Value) (list []string) {
	v = object.Unpacked(v)
	for el := range object.Elements(v) {
		if text := field.Text(el); text != "" {
			list = append(list, text)
		}
	}
	for text := range strings.FieldsFuncSeq(field.Text(v), func(r rune) bool { return strings.ContainsRune(",;|", r) }) {
		if text = strings.TrimSpace(text); text != "" {
			list = append(list, text)
		}
	}
	return list
}
