package betterauth

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a row of the table user.
type person struct {
	profile.Profile
	now        time.Time
	banned     bool
	banExpires time.Time
	accounts   []account
	nested     bool // the accounts stand inside of the user
}

func decode(o object.Object, index *join.Index, u *record.User, now time.Time) error {
	p := person{Profile: profile.New(u), now: now}
	for key, v := range o.All() {
		name, v := string(key), object.Plain(v)
		if short := table.Key(name); !p.takeState(short, v) && !p.takeLogin(short, v) && !p.Take(short, v) {
			p.Keep(name, v)
		}
	}
	if u.SourceID == "" || isAccount(o) {
		return record.Problem("not a user")
	}
	if !p.nested {
		var err error
		if p.accounts, err = accounts.Of(u.SourceID, index); err != nil {
			return err
		}
		if index.Len() == 0 {
			u.Note("password_hash_missing", "the table account is not among the files")
		}
	}
	p.fill()
	return nil
}

// takeLogin takes what is proven and how the user logs in.
func (p *person) takeLogin(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "emailverified":
		u.EmailVerified = field.Flag(v)
	case "phonenumberverified":
		u.PhoneVerified = field.Flag(v)
	case "displayusername":
		p.Facts.Text("display_username", field.Text(v))
	case "accounts", "account":
		p.nested = true
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				_, a := readAccount(o)
				p.accounts = append(p.accounts, a)
			}
		}
	case "twofactorenabled":
		if field.Flag(v) {
			u.AddFactor(record.OtherMFA, "two-factor")
		}
	case "sessions", "session": // nothing of a user's profile
	default:
		return false
	}
	return true
}

// takeState takes what became of the user (docs: plugins admin, anonymous).
func (p *person) takeState(name string, v jsontext.Value) bool {
	switch name {
	case "isanonymous":
		p.User.Anonymous = field.Flag(v)
	case "banned":
		p.banned = field.Flag(v)
	case "banexpires":
		p.banExpires = field.Time(v)
	case "banreason":
		p.Facts.Text("ban_reason", field.Text(v))
	case "role":
		p.Facts.Text("role", field.Text(v))
	default:
		return false
	}
	return true
}

// placeholder is where the emails of anonymous users end that Better Auth
// makes up.
const placeholder = "@anonymous.placeholder.invalid"

// fill writes what was gathered into the user.
func (p *person) fill() {
	u := p.User
	u.Anonymous = u.Anonymous || strings.HasSuffix(u.Email, placeholder)
	u.Blocked = p.banned && (p.banExpires.IsZero() || p.banExpires.After(p.now))
	p.fillLogins()
	p.Fill("better_auth")
}
