package authjs

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a row of the table User.
type person struct {
	profile.Profile
	accounts []account
}

func decode(o object.Object, index *join.Index, u *record.User) error {
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name, v := string(key), object.Plain(v)
		if short := table.Key(name); !p.take(short, v) && !p.Take(short, v) {
			p.Keep(name, v)
		}
	}
	if u.SourceID == "" || isAccount(o) {
		return record.Problem("not a user")
	}
	found, err := accounts.Of(u.SourceID, index)
	if err != nil {
		return err
	}
	p.fillLogins(append(p.accounts, found...))
	p.Fill("authjs")
	return nil
}

func (p *person) take(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "emailverified":
		u.EmailVerified = !field.Time(v).IsZero()
	case "password", "passwordhash", "hashedpassword": // the app's own
		p.Password(hashes.Parse(field.Text(v)))
	case "twofactorenabled", "istwofactorenabled":
		if field.Flag(v) {
			u.AddFactor(record.OtherMFA, "two-factor")
		}
	case "accounts", "account", "authenticators", "authenticator":
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				_, a := readAccount(o)
				p.accounts = append(p.accounts, a)
			}
		}
	case "sessions", "session": // nothing of a user's profile
	default:
		return false
	}
	return true
}

// fillLogins lists the ways to log in.
func (p *person) fillLogins(list []account) {
	ways := 0
	for _, a := range list {
		if f, ok := a.factor(); ok {
			p.User.AddFactor(f.Kind, f.Detail)
			if f.Kind != record.Passkey {
				ways++
			}
		}
	}
	if ways > 1 || ways == 1 && p.User.HadPassword {
		p.User.Note("linked_identity", "")
	}
}
