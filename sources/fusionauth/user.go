package fusionauth

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a user of FusionAuth.
type person struct {
	profile.Profile
	usersID    string // of a row that has no id of the user else
	secret     secret
	identities []identity
	mobile     string // a number of the profile; the identity counts more
	others     []string
	totp       bool
	expiry     time.Time
	roles      []string
}

func decode(o object.Object, index *join.Index, u *record.User, now time.Time) error {
	p := person{Profile: profile.New(u)}
	if has := o.Normal(table.Key); isOther(o) || !has["email"] && !has["username"] && !has["active"] {
		return record.Problem("not a user")
	}
	for key, v := range o.All() {
		name := table.Key(string(key))
		_ = p.takeIdentifier(name, v) || p.takeState(name, v) || p.takeLogin(name, v) || p.secret.take(name, v) || p.Take(name, v)
	}
	u.SourceID = cmp.Or(u.SourceID, p.usersID, u.Username, u.Email)
	if u.SourceID == "" {
		return record.Problem("no id")
	}
	found, err := identities.Of(u.SourceID, index)
	if err != nil {
		return err
	}
	p.takeIdentities(append(p.identities, found...))
	if u.Email == "" && u.Username == "" && isRowAlone(o) && len(found) == 0 {
		u.Note("table_missing", "identities")
	}
	p.fill(now)
	return nil
}

// isRowAlone: a row of the table users, which has no emails.
func isRowAlone(o object.Object) bool {
	has := o.Normal(table.Key)
	return has["tenantsid"] && !has["encryptionscheme"]
}

// takeIdentifier takes who the user is.
func (p *person) takeIdentifier(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "usersid":
		p.usersID = field.Text(v)
	case "mobilephone":
		p.mobile = field.Phone(field.Text(v))
		u.Phone = cmp.Or(u.Phone, p.mobile)
	case "phonenumber":
		u.Phone = cmp.Or(field.Phone(field.Text(v)), u.Phone)
	case "verified":
		u.EmailVerified = field.Flag(v)
	case "phoneverified", "phonenumberverified":
		u.PhoneVerified = field.Flag(v)
	case "identities":
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				var i identity
				for key, v := range o.All() {
					i.take(table.Key(string(key)), v)
				}
				p.identities = append(p.identities, i)
			}
		}
	case "imageurl":
		u.Show("image", field.Text(v))
	case "timezone":
		u.Show("zoneinfo", field.Text(v))
	case "preferredlanguages":
		for el := range object.Elements(object.Unpacked(v)) {
			u.Show("locale", field.Text(el)) // the first
		}
	case "birthdate":
		p.Facts.Text("birth_date", field.Text(v))
	default:
		return false
	}
	return true
}

// takeState takes what became of the account, and what the app knows of it.
func (p *person) takeState(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "active":
		u.Blocked = !field.Absent(v) && !field.Flag(v)
	case "expiry":
		p.expiry = field.Time(v)
	case "insertinstant":
		u.CreatedAt = field.Time(v)
	case "lastupdateinstant":
		u.UpdatedAt = field.Time(v)
	case "lastlogininstant":
		u.LastLogin = field.Time(v)
	case "data":
		p.takeData(v)
	case "registrations":
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				p.takeRoles(o.Get("roles"))
			}
		}
	default:
		return false
	}
	return true
}

// takeData takes the app's own data. The database keeps them inside of a text
// with other things.
func (p *person) takeData(v jsontext.Value) {
	inside := object.Unpacked(v)
	if v.Kind() == '"' {
		o, ok := object.Nested(inside)
		if !ok {
			return
		}
		if languages := o.Get("preferredLanguages"); languages != nil {
			p.takeIdentifier("preferredlanguages", languages)
		}
		inside = o.Get("data")
	}
	p.KeepAll(object.Metadata(inside))
}

func (p *person) takeRoles(v jsontext.Value) {
	for el := range object.Elements(v) {
		if name := field.Text(el); name != "" && !slices.Contains(p.roles, name) {
			p.roles = append(p.roles, name)
		}
	}
}

// takeLogin takes second factors; their secrets are never looked at.
func (p *person) takeLogin(name string, v jsontext.Value) bool {
	switch name {
	case "twofactorenabled": // before version 1.26
		p.totp = p.totp || field.Flag(v)
	case "twofactor":
		o, _ := object.Nested(object.Unpacked(v))
		if o == nil {
			return true
		}
		for el := range object.Elements(o.Get("methods")) {
			if method, ok := object.Nested(el); ok {
				p.takeMethod(field.Text(method.Get("method")))
			}
		}
	default:
		return false
	}
	return true
}

func (p *person) takeMethod(name string) {
	switch name {
	case "":
	case "authenticator":
		p.totp = true
	case "sms":
		p.User.AddFactor(record.SMS, "")
	default:
		p.User.AddFactor(record.OtherMFA, name)
	}
}

// fill writes what was gathered into the user. The API never hands out
// hashes; who has none there may have had one.
func (p *person) fill(now time.Time) {
	u := p.User
	p.Password(p.secret.hash())
	if u.Hash == nil && !p.secret.there && p.secret.set {
		u.HadPassword = true
		u.Note("password_hash_missing", "the API leaves the hashes out; they are in the database")
	}
	if p.totp {
		u.AddFactor(record.TOTP, "")
	}
	u.Blocked = u.Blocked || !p.expiry.IsZero() && p.expiry.Before(now)
	p.Facts.List("roles", p.roles)
	p.Fill("fusionauth")
}
