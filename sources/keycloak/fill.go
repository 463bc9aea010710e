package keycloak

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// fill writes what was gathered into the user.
func (a *account) fill() {
	u := a.user
	u.EmailVerified = a.emailVerified && u.Email != ""
	if a.totp {
		u.AddFactor(record.TOTP, "")
	}
	a.takeAttributes()
	if a.program || strings.HasPrefix(u.Username, "service-account-") {
		u.Note("service_account", "")
	}
	if a.directory {
		u.AddFactor(record.SSO, "user federation")
		u.HadPassword = true
	}
	u.NoteSocialOnly()
	a.facts.Text("username", u.Username)
	a.facts.Time("created_at", u.CreatedAt)
	u.KeepFacts("keycloak", a.facts)
}

// takeAttributes takes the lists of texts that an app keeps of a user. Who may
// change them is a setting of the realm, so they go into the trusted
// metadata; locale is the user's own.
func (a *account) takeAttributes() {
	o, ok := object.Nested(a.attributes)
	if !ok {
		return
	}
	u := a.user
	phoneVerified := false
	for key, v := range o.All() {
		value := single(v)
		switch name := string(key); table.Key(name) {
		case "phonenumber", "phone", "mobile", "mobilenumber":
			if u.Phone == "" {
				u.Phone = field.Phone(field.Text(value))
			}
		case "phonenumberverified", "phoneverified":
			phoneVerified = field.Flag(value)
		case "locale":
			u.Show("locale", field.Text(value))
		default:
			a.keep(name, value)
		}
	}
	u.PhoneVerified = phoneVerified && u.Phone != ""
}

// keep puts an attribute into the trusted metadata. LDAP's own are bookkeeping
// of the directory.
func (a *account) keep(name string, v jsontext.Value) {
	if field.Absent(v) || strings.HasPrefix(name, "LDAP_") || name == "modifyTimestamp" || name == "createTimestamp" {
		return
	}
	if a.user.Trusted == nil {
		a.user.Trusted = map[string]any{}
	}
	a.user.Trusted[name] = object.Keep(v)
}

// single is the only element of a list, or the list itself.
func single(v jsontext.Value) jsontext.Value {
	var first jsontext.Value
	n := 0
	for el := range object.Elements(v) {
		if n++; n == 1 {
			first = el
		}
	}
	if n == 1 {
		return first
	}
	return v
}
