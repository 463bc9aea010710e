package supabase

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// takeMetadata takes what the app keeps of the user; only raw_app_meta_data
// is out of the user's reach (docs: managing user data).
func (a *account) takeMetadata(name string, v jsontext.Value) {
	switch name {
	case "app_metadata":
		a.api = true
		fallthrough
	case "raw_app_meta_data":
		a.user.Trusted = a.metadata(v, name)
		a.readProviders(v)
	case "user_metadata", "raw_user_meta_data":
		a.user.Untrusted = a.metadata(v, name)
		a.userMetadata = object.Unpacked(v)
	}
}

func (a *account) metadata(v jsontext.Value, name string) map[string]any {
	m, ok := object.MetadataIn(v)
	if !ok {
		a.user.Note("metadata_dropped", name)
	}
	return m
}

func (a *account) readProviders(v jsontext.Value) {
	o, ok := object.Nested(object.Unpacked(v))
	if !ok {
		return
	}
	a.addProvider(field.Text(o.Get("provider")))
	for el := range object.Elements(o.Get("providers")) {
		a.addProvider(field.Text(el))
	}
}

// fill writes what was gathered into the user.
func (a *account) fill() {
	u := a.user
	u.EmailVerified = u.Email != "" && a.proven(a.emailProof, u.Phone)
	u.PhoneVerified = u.Phone != "" && a.proven(a.phoneProof, u.Email)
	a.fillName()
	a.fillLogins()
	u.Unconfirmed = !u.EmailVerified && !u.PhoneVerified && !u.Anonymous && !a.sso && (u.Email != "" || u.Phone != "")
	facts := record.Facts{}
	if a.role != "authenticated" {
		facts.Text("role", a.role)
	}
	facts.Flag("is_super_admin", a.superAdmin)
	facts.Time("created_at", u.CreatedAt)
	facts.Time("last_sign_in_at", u.LastLogin)
	u.KeepFacts("supabase", facts)
}

// proven: an identifier was confirmed. Old tables have one column for both,
// which tells only where there is no other identifier.
func (a *account) proven(proof jsontext.Value, other string) bool {
	if proof != nil {
		return !field.Absent(proof)
	}
	return other == "" && !a.confirmed.IsZero()
}

// fillName takes the name from the places where Supabase's social logins and
// most apps put it.
func (a *account) fillName() {
	var full string
	if o, ok := object.Nested(a.userMetadata); ok {
		for key, v := range o.All() {
			switch string(key) {
			case "full_name", "name":
				if full == "" {
					full = field.Text(v)
				}
			case "first_name", "given_name", "firstName":
				a.given = field.Text(v)
			case "last_name", "family_name", "lastName":
				a.family = field.Text(v)
			}
		}
	}
	var guessed bool
	u := a.user
	u.Name, guessed = field.Name(a.given, "", a.family, full, u.Email, u.Phone)
	if guessed {
		u.Note("name_guessed", "")
	}
}

// fillLogins lists the ways to log in.
func (a *account) fillLogins() {
	u := a.user
	native := false
	for _, p := range a.providers {
		switch {
		case p == "email" || p == "phone":
			native = true
			if p == "email" && a.api {
				u.HadPassword = true // or codes by email, which the answer does not tell apart
			}
		case p == "anonymous":
		case strings.HasPrefix(p, "sso:"):
			a.sso = true
		default:
			u.AddFactor(record.Social, p)
		}
	}
	if a.sso {
		u.AddFactor(record.SSO, "SAML")
	}
	if u.Hash != nil {
		u.HadPassword = true
	}
	if !native {
		u.NoteSocialOnly()
	}
}
