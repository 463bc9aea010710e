package fusionauth

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/table"
)

// identity is a row of the table identities, or what the API has of one.
type identity struct {
	email, phone, username string
	verified               bool
	primary                bool
	secret                 secret
	lastLogin              jsontext.Value
	totp                   bool
}

var identities = owner.Rows[identity](readIdentity)

// readIdentity gives a row and its user; other tables have none.
func readIdentity(o object.Object) (user string, i identity) {
	if !isIdentity(o) {
		return "", i
	}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if name == "usersid" {
			user = field.Text(v)
		}
		i.take(name, v)
	}
	return user, i
}

func (i *identity) take(name string, v jsontext.Value) {
	text := field.Text(v)
	switch name {
	case "email":
		i.email = text
	case "username":
		i.username = text
	case "value":
		i.takeValue(text)
	case "verified":
		i.verified = field.Flag(v)
	case "isprimary", "primary":
		i.primary = field.Flag(v)
	case "lastlogininstant":
		i.lastLogin = v
	case "twofactorenabled":
		i.totp = field.Flag(v)
	default:
		i.secret.take(name, v)
	}
}

// takeValue tells by its form what an identity is: the database has numbers
// for it.
func (i *identity) takeValue(text string) {
	switch {
	case strings.Contains(text, "@") && i.email == "":
		i.email = text
	case strings.HasPrefix(text, "+") && i.phone == "":
		i.phone = text
	}
}

// takeIdentities takes the primary one of each kind first; further emails and
// phone numbers are kept.
func (p *person) takeIdentities(list []identity) {
	for _, primary := range []bool{true, false} {
		for _, i := range list {
			if i.primary == primary {
				p.takeIdentity(i)
			}
		}
	}
	if len(p.others) > 0 {
		p.User.Note("other_identifiers", "")
		p.Facts.List("identities", p.others)
	}
}

func (p *person) takeIdentity(i identity) {
	u := p.User
	if u.Email == "" {
		u.Email = i.email
	}
	if u.Phone == "" || u.Phone == p.mobile && i.phone != "" {
		u.Phone = i.phone
	}
	if u.Username == "" {
		u.Username = i.username
	}
	switch {
	case i.email != "" && strings.EqualFold(i.email, u.Email):
		u.EmailVerified = u.EmailVerified || i.verified
	case i.email != "":
		p.others = append(p.others, i.email)
	case i.phone != "" && i.phone == u.Phone:
		u.PhoneVerified = u.PhoneVerified || i.verified
	case i.phone != "":
		p.others = append(p.others, i.phone)
	}
	if t := field.Time(i.lastLogin); t.After(u.LastLogin) {
		u.LastLogin = t
	}
	p.secret.fill(i.secret)
	p.totp = p.totp || i.totp
}
