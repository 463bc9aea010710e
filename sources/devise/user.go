package devise

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/profile"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// person is a row of the table of users.
type person struct {
	profile.Profile
	provider    string // of a social login in the row itself
	unconfirmed string // a new email that waits for its confirmation
	confirmed   bool
	locked      bool
	attempts    int // that failed, in a row
	invited     bool
	accepted    bool
}

func decode(o object.Object, index *join.Index, u *record.User) error {
	return decodeUser(o, index, u, o.Has("confirmed_at"))
}

// decodeUser reads a row; confirmable says that it has the column
// confirmed_at.
func decodeUser(o object.Object, index *join.Index, u *record.User, confirmable bool) error {
	p := person{Profile: profile.New(u)}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if !p.takeLogin(name, v) && !p.takeState(name, v) && !isDevises(name) && !p.Take(name, v) {
			p.Keep(string(key), v)
		}
	}
	if u.SourceID == "" || !o.Has("email") && u.Username == "" && u.Phone == "" {
		return record.Problem("not a user")
	}
	found, err := identities.Of(u.SourceID, index)
	if err != nil {
		return err
	}
	p.takeIdentities(found)
	p.fill(confirmable)
	return nil
}

// takeLogin takes how the user logs in.
func (p *person) takeLogin(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "encryptedpassword":
		p.Password(hashes.Parse(field.Text(v)))
	case "provider":
		p.provider = field.Text(v)
	case "otprequiredforlogin":
		if field.Flag(v) {
			u.AddFactor(record.TOTP, "")
		}
	case "encryptedotpsecretkey": // never looked at
		if !field.Absent(v) {
			u.AddFactor(record.OtherMFA, "two-factor")
		}
	case "currentsigninat":
		u.LastLogin = field.Time(v)
	case "lastsigninat":
		if u.LastLogin.IsZero() {
			u.LastLogin = field.Time(v)
		}
	default:
		return false
	}
	return true
}

// takeState takes what became of the account.
func (p *person) takeState(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "confirmedat":
		p.confirmed = !field.Absent(v)
	case "unconfirmedemail":
		p.unconfirmed = field.Text(v)
	case "lockedat":
		p.locked = !field.Absent(v)
	case "failedattempts":
		p.attempts, _ = strconv.Atoi(field.Text(v))
	case "invitationtoken":
		p.invited = !field.Absent(v)
	case "invitationacceptedat":
		p.accepted = !field.Absent(v)
	case "guest":
		u.Anonymous = field.Flag(v)
	case "discardedat":
		if !field.Absent(v) {
			u.Note("deleted", "")
		}
	default:
		return false
	}
	return true
}

// isDevises knows columns of Devise's that say nothing about the user.
func isDevises(name string) bool {
	switch name {
	case "uid", "allowpasswordchange", "jti", "consumedtimestep", "secondfactorattemptscount",
		"signincount", "currentsigninip", "lastsigninip", "remembercreatedat",
		"confirmationsentat", "unlocktoken", "directotpsentat", "totptimestamp":
		return true
	}
	return strings.HasPrefix(name, "invit")
}

// fill writes what was gathered into the user. A lock after too many tries
// opens by itself or by email; one without tries somebody has set.
func (p *person) fill(confirmable bool) {
	u := p.User
	u.EmailVerified = p.confirmed
	u.Unconfirmed = confirmable && !p.confirmed || p.invited && !p.accepted
	u.Blocked = p.locked && p.attempts == 0
	if p.unconfirmed != "" && !strings.EqualFold(p.unconfirmed, u.Email) {
		u.Note("other_identifiers", "")
		p.Facts.Text("unconfirmed_email", p.unconfirmed)
	}
	p.Facts.Flag("locked", p.locked)
	p.Fill("devise")
}
