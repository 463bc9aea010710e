// Package profile gathers what the tables of users of many apps hold under
// the same names, and keeps the columns that an app has added:
//
//	p := profile.New(u)
//	for key, v := range o.All() {
//		name := table.Key(string(key))
//		if !takeOwn(name, v) && !p.Take(name, v) {
//			p.Keep(string(key), v)
//		}
//	}
//	p.Fill("acme")
package profile

import (
	"maps"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/secret"
)

// Profile is a user on the way.
type Profile struct {
	User  *record.User
	Facts record.Facts
	Full  string         // the name in one field
	own   map[string]any // columns of the app's own
}

// New begins a user.
func New(u *record.User) Profile { return Profile{User: u, Facts: record.Facts{}} }

// Take takes a column that means the same everywhere; its name is one of
// table.Key.
func (p *Profile) Take(name string, v jsontext.Value) bool {
	u := p.User
	switch name {
	case "id":
		u.SourceID = field.Text(v)
	case "email":
		u.Email = field.Text(v)
	case "username":
		u.Username = field.Text(v)
	case "name", "fullname":
		p.Full = field.Text(v)
	case "firstname", "givenname":
		u.Name.First = field.Text(v)
	case "middlename":
		u.Name.Middle = field.Text(v)
	case "lastname", "familyname", "surname":
		u.Name.Last = field.Text(v)
	case "phonenumber", "phone":
		u.Phone = field.Phone(field.Text(v))
	case "image":
		u.Show("image", field.Text(v))
	case "locale":
		u.Show("locale", field.Text(v))
	case "createdat":
		u.CreatedAt = field.Time(v)
	case "updatedat":
		u.UpdatedAt = field.Time(v)
	case "deletedat":
		if !field.Absent(v) {
			u.Note("deleted", "")
		}
	case "isdeleted":
		if field.Flag(v) {
			u.Note("deleted", "")
		}
	default:
		return false
	}
	return true
}

// Keep puts a column of the app's own into the trusted metadata, unless its
// name says that it is a secret, or there is one in it.
func (p *Profile) Keep(name string, v jsontext.Value) {
	if field.Absent(v) || name == "" || field.Secret(name) || secret.In(v) {
		return
	}
	if p.own == nil {
		p.own = map[string]any{}
	}
	p.own[name] = object.Keep(v)
}

// KeepAll puts metadata of the app's own, which it has gathered for that
// purpose, into the trusted metadata.
func (p *Profile) KeepAll(m map[string]any) {
	if p.own == nil {
		p.own = m
		return
	}
	maps.Copy(p.own, m)
}

// Fill writes what was gathered into the user, the facts under the provider's
// name.
func (p *Profile) Fill(provider string) {
	u := p.User
	u.EmailVerified = u.EmailVerified && u.Email != ""
	u.PhoneVerified = u.PhoneVerified && u.Phone != ""
	if u.Name.First == "" && u.Name.Last != "" && !strings.Contains(p.Full, u.Name.Last) {
		u.Name.First = p.Full // a table with the columns name and surname
	}
	var guessed bool
	u.Name, guessed = field.Name(u.Name.First, u.Name.Middle, u.Name.Last, p.Full, u.Email, u.Phone, u.Username)
	if guessed {
		u.Note("name_guessed", "")
	}
	u.NoteSocialOnly()
	u.Trusted = p.own
	p.Facts.Text("username", u.Username)
	p.Facts.Time("created_at", u.CreatedAt)
	p.Facts.Time("last_login", u.LastLogin)
	u.KeepFacts(provider, p.Facts)
}
