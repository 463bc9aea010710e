package auth0

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
)

// identity is one login of a user; the first is the one that the profile is
// named after. access_token, which some files have, is never looked at.
type identity struct {
	provider, connection, id string
	social                   bool
	// linked is what a login that was added later brings along (profileData).
	linked contact
}

// contact is what can identify a person.
type contact struct {
	email, phone                 string
	emailVerified, phoneVerified bool
}

// usual are the names that most identities have.
var usual = field.Known(
	"auth0", "Username-Password-Authentication", "google-oauth2", "facebook", "apple", "github", "windowslive",
	"twitter", "linkedin", "email", "sms", "samlp", "waad", "oidc", "okta", "adfs", "google-apps",
)

func readIdentities(list []identity, v jsontext.Value, mem *room.Room) []identity {
	for el := range object.Elements(v) {
		o, ok := object.Nested(el)
		if !ok {
			continue
		}
		var i identity
		for key, v := range o.All() {
			switch string(key) {
			case "provider":
				i.provider = usual.Text(v)
			case "connection":
				i.connection = usual.Text(v)
			case "user_id": // a number in old files
				i.id = mem.Text(v)
			case "isSocial":
				i.social = field.Flag(v)
			case "profileData":
				i.linked = readContact(v)
			}
		}
		list = append(list, i)
	}
	return list
}

func readContact(v jsontext.Value) (c contact) {
	o, ok := object.Nested(v)
	if !ok {
		return c
	}
	for key, v := range o.All() {
		switch string(key) {
		case "email":
			c.email = field.Text(v)
		case "email_verified":
			c.emailVerified = field.Flag(v)
		case "phone_number":
			c.phone = field.Text(v)
		case "phone_verified":
			c.phoneVerified = field.Flag(v)
		}
	}
	return c
}

// enterprise are the strategies of company logins (docs: identity providers).
var enterprise = map[string]bool{
	"samlp": true, "adfs": true, "waad": true, "office365": true, "okta": true, "oidc": true, "ad": true,
	"google-apps": true, "auth0-adldap": true, "pingfederate": true, "sharepoint": true, "ip": true,
}

// way is how an identity logs in.
type way int

const (
	database way = iota
	passwordless
	socialLogin
	company
)

func (i identity) way() way {
	switch {
	case i.provider == "auth0":
		return database
	case i.provider == "email" || i.provider == "sms":
		return passwordless
	case enterprise[i.provider]:
		return company
	case i.social || i.connection == "" || i.connection == i.provider:
		return socialLogin
	}
	return company
}

// logins are the identities or, in files without, the one that the user's id
// tells.
func (p *profile) logins() []identity {
	if len(p.identities) > 0 {
		return p.identities
	}
	strategy, id, ok := strings.Cut(p.id, "|")
	if !ok {
		return nil
	}
	return []identity{{provider: strategy, id: id}}
}

// readFactors reads the members that list second factors and passkeys.
func readFactors(key string, v jsontext.Value) []record.Factor {
	var list []record.Factor
	for el := range object.Elements(v) {
		if key == "passkeys" {
			list = append(list, record.Factor{Kind: record.Passkey})
			continue
		}
		name := factorName(key, el)
		list = append(list, record.Factor{Kind: factorKind(name), Detail: name})
	}
	return list
}

// factorName gives "guardian" of the export, the type in the answers of the
// API, and the key of {"totp":{"secret":...}} in files for the bulk import;
// the secret itself is not looked at.
func factorName(key string, v jsontext.Value) string {
	o, ok := object.Nested(v)
	if !ok {
		return field.Text(v)
	}
	if key != "mfa_factors" {
		return field.Text(o.Get("type"))
	}
	for name := range o.All() {
		return string(name)
	}
	return ""
}

func factorKind(name string) record.FactorKind {
	switch {
	case name == "google-authenticator" || strings.Contains(name, "totp") || strings.Contains(name, "otp") && !strings.Contains(name, "oob"):
		return record.TOTP
	case strings.Contains(name, "sms") || strings.Contains(name, "phone"):
		return record.SMS
	case strings.Contains(name, "webauthn") || strings.Contains(name, "passkey"):
		return record.Passkey
	}
	return record.OtherMFA
}
