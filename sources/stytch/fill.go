package stytch

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// identifier is an email or a phone of a user, who may have several.
type identifier struct {
	text     string
	verified bool
}

func identifiers(v jsontext.Value, key string) (list []identifier) {
	for el := range object.Elements(v) {
		if o, ok := object.Nested(el); ok {
			if text := field.Text(o.Get(key)); text != "" {
				list = append(list, identifier{text, field.Flag(o.Get("verified"))})
			}
		}
	}
	return list
}

// choose gives the first that is verified, or else the first, and the texts of
// the others.
func choose(list []identifier) (chosen identifier, others []string) {
	at := 0
	for i, x := range list {
		if x.verified {
			at = i
			break
		}
	}
	for i, x := range list {
		if i == at {
			chosen = x
		} else {
			others = append(others, x.text)
		}
	}
	return chosen, others
}

// fill writes what was gathered into the user and looks up the password.
func (a *account) fill(index *join.Index) error {
	u := a.user
	email, moreEmails := choose(a.emails)
	phone, morePhones := choose(a.phones)
	u.Email, u.EmailVerified = email.text, email.verified
	u.Phone, u.PhoneVerified = phone.text, phone.verified
	if len(moreEmails)+len(morePhones) > 0 {
		u.Note("other_identifiers", "")
	}
	if err := a.addPassword(index); err != nil {
		return record.Problem("its password hash cannot be read again")
	}
	a.noteSocial()
	if u.ExternalID != "" {
		a.facts.Text("user_id", u.SourceID) // otherwise usher keeps it
	}
	a.facts.List("emails", moreEmails)
	a.facts.List("phone_numbers", morePhones)
	a.facts.Time("created_at", u.CreatedAt)
	u.KeepFacts("stytch", a.facts)
	return nil
}

// noteSocial says where social logins are the only ones.
func (a *account) noteSocial() {
	first := ""
	for _, f := range a.user.Factors {
		if f.Kind != record.Social {
			return
		}
		if first == "" {
			first = f.Detail
		}
	}
	if first != "" && !a.user.HadPassword {
		a.user.Note("social_only", first)
	}
}

// addPassword hangs the hash on. A password that has to be reset would become
// good again by moving, so it does not.
func (a *account) addPassword(index *join.Index) error {
	u := a.user
	entry := a.password
	if entry.hash == "" {
		found, err := find(index, u.SourceID)
		if err != nil {
			return err
		}
		entry = found
	}
	if entry.hash != "" {
		u.HadPassword = true
	}
	if a.mustReset && u.HadPassword {
		u.Note("password_not_migratable", "Stytch asks for a reset of this password already")
		return nil
	}
	u.Hash = entry.password()
	return nil
}
