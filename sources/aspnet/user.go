package aspnet

import (
	"regexp"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a row of AspNetUsers.
type person struct {
	profile.Profile
	twoFactor bool
	lockout   bool // may be locked out
	lockedTo  jsontext.Value
	roles     []string
	claims    map[string]any
}

func decode(o object.Object, index *join.Index, u *record.User, now time.Time) error {
	p := person{Profile: profile.New(u), lockout: true}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if !p.takeLogin(name, v) && !isIdentitys(name) && !p.Take(name, v) {
			p.Keep(string(key), v)
		}
	}
	if u.SourceID == "" || !isUser(o) && u.Username == "" {
		return record.Problem("not a user")
	}
	found, err := rows.Of(u.SourceID, index)
	if err != nil {
		return err
	}
	p.takeRows(found)
	u.Blocked = p.lockout && holds(p.lockedTo, now)
	p.Facts.List("roles", p.roles)
	if len(p.claims) > 0 {
		p.Facts["claims"] = p.claims
	}
	p.Fill("aspnet")
	return nil
}

func (p *person) takeLogin(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "emailconfirmed":
		u.EmailVerified = field.Flag(v)
	case "phonenumberconfirmed":
		u.PhoneVerified = field.Flag(v)
	case "passwordhash":
		p.Password(hashes.Parse(field.Text(v)))
	case "twofactorenabled":
		p.twoFactor = field.Flag(v)
	case "lockoutenabled":
		p.lockout = field.Flag(v)
	case "lockoutend", "lockoutenddateutc":
		p.lockedTo = v
	default:
		return false
	}
	return true
}

// isIdentitys knows columns of Identity that say nothing about the user.
func isIdentitys(name string) bool {
	switch name {
	case "normalizedusername", "normalizedemail", "securitystamp", "concurrencystamp", "accessfailedcount", "discriminator":
		return true
	}
	return false
}

var year = regexp.MustCompile(`\b[0-9]{4}\b`)

// holds: the lockout ends later than now. One without end is written as the
// end of the year 9999, and PowerShell writes times as its country does, of
// which the year is enough.
func holds(v jsontext.Value, now time.Time) bool {
	if t := field.Time(v); !t.IsZero() {
		return t.After(now)
	}
	n, _ := strconv.Atoi(year.FindString(field.Text(v)))
	return n > now.Year()
}
