package clerk

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// fill writes what was gathered into the user.
func (a *account) fill() {
	u := a.user
	u.SourceID = a.id
	email, moreEmails := choose(a.emails, a.primaryEmail, a.emailID)
	phone, morePhones := choose(a.phones, a.primaryPhone, a.phoneID)
	u.Email, u.EmailVerified = email.text, email.verified
	u.Phone, u.PhoneVerified = field.Phone(phone.text), phone.verified
	for _, p := range a.phones {
		a.secondFactor(p.secondFactor, record.SMS, "")
	}
	if u.Hash = a.password(); u.Hash != nil {
		u.HadPassword = true
	}
	u.NoteSocialOnly()
	if len(moreEmails)+len(morePhones) > 0 {
		u.Note("other_identifiers", "")
	}
	a.mergeMetadata()
	facts := record.Facts{}
	facts.Text("username", u.Username)
	facts.Text("external_id", a.externalID)
	facts.List("email_addresses", moreEmails)
	facts.List("phone_numbers", morePhones)
	facts.Time("created_at", u.CreatedAt)
	facts.Time("last_sign_in_at", u.LastLogin)
	u.KeepFacts("clerk", facts)
	if !a.noImage {
		u.Show("image_url", a.image)
	}
}

// takeMetadata takes what the app keeps of the user (docs: user metadata).
func (a *account) takeMetadata(name string, v jsontext.Value) {
	switch name {
	case "publicmetadata":
		a.public = a.metadata(v, "public_metadata")
	case "privatemetadata":
		a.private = a.metadata(v, "private_metadata")
	case "unsafemetadata":
		a.user.Untrusted = a.metadata(v, "unsafe_metadata")
	case "imageurl":
		a.image = field.Text(v)
	case "hasimage":
		a.noImage = !field.Flag(v)
	}
}

func (a *account) metadata(v jsontext.Value, name string) map[string]any {
	m, ok := object.MetadataIn(v)
	if !ok {
		a.user.Note("metadata_dropped", name)
	}
	return m
}

// mergeMetadata puts public and private metadata together, both of which only
// the app's server can change. Of the same key in both the private one counts.
func (a *account) mergeMetadata() {
	if a.public == nil {
		a.user.Trusted = a.private
		return
	}
	var lost []string
	for key, v := range a.private {
		if other, both := a.public[key]; both && string(other.(jsontext.Value)) != string(v.(jsontext.Value)) {
			lost = append(lost, key)
		}
	}
	if len(lost) > 0 {
		slices.Sort(lost)
		a.user.Note("metadata_dropped", "public_metadata: "+strings.Join(lost, ", "))
	}
	maps.Copy(a.public, a.private)
	a.user.Trusted = a.public
}

// addAccounts lists accounts elsewhere by their provider: "oauth_google" and
// the like (API reference: external account, SAML account).
func addAccounts(u *record.User, kind record.FactorKind, v jsontext.Value) {
	for el := range object.Elements(v) {
		detail := ""
		if o, ok := object.Nested(el); ok {
			for key, v := range o.All() {
				if table.Key(string(key)) == "provider" {
					detail = strings.TrimPrefix(field.Text(v), "oauth_")
				}
			}
		}
		u.AddFactor(kind, detail)
	}
}
