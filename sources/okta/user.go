package okta

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// state is what a status means for the user.
type state int

const (
	usable state = iota
	unconfirmed
	blocked
)

// states are those of Okta. Who is locked out, or has to change the password,
// gets in again by a reset.
var states = map[string]state{
	"ACTIVE": usable, "RECOVERY": usable, "PASSWORD_EXPIRED": usable, "LOCKED_OUT": usable,
	"STAGED": unconfirmed, "PROVISIONED": unconfirmed,
	"SUSPENDED": blocked, "DEPROVISIONED": blocked,
}

// account is a user as Okta writes it.
type account struct {
	user         *record.User
	facts        record.Facts
	full         string
	second       string          // another email, for recovery
	proven       map[string]bool // emails, by Okta's word VERIFIED
	own          map[string]any  // what the organization added to the profile
	hasPassword  bool
	provider     string
	providerName string
}

func decode(o object.Object, _ *join.Index, u *record.User) error {
	a := account{user: u, facts: record.Facts{}}
	profile, ok := object.Nested(o.Get("profile"))
	if !ok || !profile.Has("login") {
		return record.Problem("not a user")
	}
	for key, v := range o.All() {
		a.take(string(key), v)
	}
	if u.SourceID == "" {
		return record.Problem("no id")
	}
	for key, v := range profile.All() {
		a.takeProfile(string(key), v)
	}
	a.fill()
	return nil
}

func (a *account) take(name string, v jsontext.Value) {
	u := a.user
	switch name {
	case "id":
		u.SourceID = field.Text(v)
	case "status":
		status := field.Text(v)
		u.Blocked, u.Unconfirmed = states[status] == blocked, states[status] == unconfirmed
		a.facts.Text("status", status)
	case "created":
		u.CreatedAt = field.Time(v)
	case "lastUpdated":
		u.UpdatedAt = field.Time(v)
	case "lastLogin":
		u.LastLogin = field.Time(v)
	case "credentials":
		a.takeCredentials(v)
	}
}

// takeCredentials takes who checks the password, and which emails are proven;
// the question for a recovery is never looked at.
func (a *account) takeCredentials(v jsontext.Value) {
	o, ok := object.Nested(v)
	if !ok {
		return
	}
	password := o.Get("password")
	a.hasPassword = password != nil && password.Kind() == '{'
	if p, ok := object.Nested(o.Get("provider")); ok {
		a.provider, a.providerName = field.Text(p.Get("type")), field.Text(p.Get("name"))
	}
	for el := range object.Elements(o.Get("emails")) {
		if e, ok := object.Nested(el); ok && field.Text(e.Get("status")) == "VERIFIED" {
			if a.proven == nil {
				a.proven = map[string]bool{}
			}
			a.proven[field.Text(e.Get("value"))] = true
		}
	}
}
