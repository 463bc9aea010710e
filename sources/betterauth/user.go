package betterauth

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// profile is a row of the table user.
type profile struct {
	user          *record.User
	now           time.Time
	facts         record.Facts
	own           map[string]any // columns that the app has added
	full          string
	emailVerified bool
	phoneVerified bool
	banned        bool
	banExpires    time.Time
	accounts      []account
	nested        bool // the accounts stand inside of the user
}

func decode(o object.Object, index *join.Index, u *record.User, now time.Time) error {
	p := profile{user: u, now: now, facts: record.Facts{}}
	for key, v := range o.All() {
		name, v := string(key), plain(v)
		if short := table.Key(name); !p.takeIdentity(short, v) && !p.takeState(short, v) {
			p.keep(name, v)
		}
	}
	if u.SourceID == "" || isAccount(o) {
		return record.Problem("not a user")
	}
	if !p.nested {
		var err error
		if p.accounts, err = accountsOf(u.SourceID, index); err != nil {
			return record.Problem("its accounts cannot be read again")
		}
		if index.Len() == 0 {
			u.Note("password_hash_missing", "the table account is not among the files")
		}
	}
	p.fill()
	return nil
}

// takeIdentity takes who the user is.
func (p *profile) takeIdentity(name string, v jsontext.Value) bool {
	u := p.user
	switch name {
	case "id":
		u.SourceID = field.Text(v)
	case "name":
		p.full = field.Text(v)
	case "email":
		u.Email = field.Text(v)
	case "emailverified":
		p.emailVerified = field.Flag(v)
	case "phonenumber":
		u.Phone = field.Phone(field.Text(v))
	case "phonenumberverified":
		p.phoneVerified = field.Flag(v)
	case "username":
		u.Username = field.Text(v)
	case "displayusername":
		p.facts.Text("display_username", field.Text(v))
	case "image":
		u.Show("image", field.Text(v))
	case "accounts", "account":
		p.nested = true
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				p.accounts = append(p.accounts, readAccount(o))
			}
		}
	default:
		return false
	}
	return true
}

// takeState takes what became of the user (docs: plugins admin, anonymous,
// two-factor).
func (p *profile) takeState(name string, v jsontext.Value) bool {
	u := p.user
	switch name {
	case "createdat":
		u.CreatedAt = field.Time(v)
	case "updatedat":
		u.UpdatedAt = field.Time(v)
	case "isanonymous":
		u.Anonymous = field.Flag(v)
	case "banned":
		p.banned = field.Flag(v)
	case "banexpires":
		p.banExpires = field.Time(v)
	case "banreason":
		p.facts.Text("ban_reason", field.Text(v))
	case "role":
		p.facts.Text("role", field.Text(v))
	case "twofactorenabled":
		if field.Flag(v) {
			u.AddFactor(record.OtherMFA, "two-factor")
		}
	default:
		return false
	}
	return true
}

// keep puts a column of the app's own into the trusted metadata.
func (p *profile) keep(name string, v jsontext.Value) {
	switch table.Key(name) {
	case "password", "sessions", "session", "": // nothing of a user's profile
		return
	}
	if field.Absent(v) {
		return
	}
	if p.own == nil {
		p.own = map[string]any{}
	}
	p.own[name] = object.Keep(v)
}

// placeholder is where the emails of anonymous users end that Better Auth
// makes up.
const placeholder = "@anonymous.placeholder.invalid"

// fill writes what was gathered into the user.
func (p *profile) fill() {
	u := p.user
	u.EmailVerified = p.emailVerified && u.Email != ""
	u.PhoneVerified = p.phoneVerified && u.Phone != ""
	u.Anonymous = u.Anonymous || strings.HasSuffix(u.Email, placeholder)
	u.Blocked = p.banned && (p.banExpires.IsZero() || p.banExpires.After(p.now))
	var guessed bool
	u.Name, guessed = field.Name("", "", "", p.full, u.Email, u.Phone, u.Username)
	if guessed {
		u.Note("name_guessed", "")
	}
	p.fillLogins()
	u.Trusted = p.own
	p.facts.Text("username", u.Username)
	p.facts.Time("created_at", u.CreatedAt)
	u.KeepFacts("better_auth", p.facts)
}
