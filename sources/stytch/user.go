package stytch

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// account is a user object (API reference: user object).
type account struct {
	user           *record.User
	facts          record.Facts
	emails, phones []identifier
	mustReset      bool
	password       hashEntry // where a tool has put it into the user
}

func decode(o object.Object, index *join.Index, u *record.User) error {
	a := account{user: u, facts: record.Facts{}}
	for key, v := range o.All() {
		if name, v := string(key), object.Unpacked(v); !a.takeIdentity(name, v) && !a.takeLogin(name, v) {
			a.takeMetadata(name, v)
		}
	}
	if !isUserID(u.SourceID) {
		return record.Problem("no user_id of Stytch")
	}
	return a.fill(index)
}

func (a *account) takeIdentity(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "user_id":
		u.SourceID = field.Text(v)
	case "external_id":
		u.ExternalID = field.Text(v)
	case "name":
		if o, ok := object.Nested(v); ok {
			u.Name = record.Name{First: field.Text(o.Get("first_name")), Middle: field.Text(o.Get("middle_name")), Last: field.Text(o.Get("last_name"))}
		}
	case "emails":
		a.emails = identifiers(v, "email")
	case "phone_numbers":
		a.phones = identifiers(v, "phone_number")
	case "status":
		u.Unconfirmed = field.Text(v) == "pending"
	case "created_at":
		u.CreatedAt = field.Time(v)
	default:
		return false
	}
	return true
}

func (a *account) takeLogin(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "password":
		if o, ok := object.Nested(v); ok {
			u.HadPassword = field.Text(o.Get("password_id")) != ""
			a.mustReset = field.Flag(o.Get("requires_reset"))
		}
	case "providers":
		a.factors(record.Social, v, "provider_type")
	case "webauthn_registrations":
		a.factors(record.Passkey, v, "")
	case "totps":
		a.factors(record.TOTP, v, "")
	case "biometric_registrations":
		a.factors(record.Biometric, v, "")
	case "crypto_wallets":
		a.factors(record.OtherMFA, v, "crypto wallet")
	case "hash":
		a.password.hash = field.Text(v)
	case "salt":
		a.password.salt = field.Text(v)
	case "hashAlgorithm", "hash_method":
		a.password.method = field.Text(v)
	default:
		return false
	}
	return true
}

// factors adds one for each element; detail names a member of it, or is the
// detail itself.
func (a *account) factors(kind record.FactorKind, v jsontext.Value, detail string) {
	for el := range object.Elements(v) {
		text := detail
		if kind == record.Social {
			text = ""
			if o, ok := object.Nested(el); ok {
				text = field.Text(o.Get(detail))
			}
		}
		a.user.AddFactor(kind, text)
	}
}

func (a *account) takeMetadata(name string, v jsontext.Value) {
	switch name {
	case "trusted_metadata":
		a.user.Trusted = a.metadata(v, name)
	case "untrusted_metadata":
		a.user.Untrusted = a.metadata(v, name)
	case "roles":
		a.facts.List("roles", ownRoles(v))
	}
}

func (a *account) metadata(v jsontext.Value, name string) map[string]any {
	m, ok := object.MetadataIn(v)
	if !ok {
		a.user.Note("metadata_dropped", name)
	}
	return m
}

// ownRoles leaves out the role that Stytch gives to everybody.
func ownRoles(v jsontext.Value) (own []string) {
	for el := range object.Elements(v) {
		if role := field.Text(el); role != "" && role != "stytch_user" {
			own = append(own, role)
		}
	}
	return own
}
