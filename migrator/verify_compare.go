package migrator

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// fieldsThatDiffer names the fields in which a user at Stytch is not as the plan
// says. Only what this migration has brought is compared: of somebody who was
// there before that is the email, and the password where one was added. What
// Stytch has besides, such as an email that was verified by a login, is no
// difference.
func fieldsThatDiffer(f *Found, p Plan, o Outcome) []string {
	if len(p.Calls) == 0 {
		return nil
	}
	first := &p.Calls[0]
	d := difference{found: f}
	switch o.Kind {
	case Present:
		d.present(first)
		return d.fields
	case PasswordAdded:
		d.email(first.Email)
		d.add("password", f.PasswordID == "")
		return d.fields
	}
	d.email(first.Email)
	d.add("phone_number", first.Phone != "" && !holds(f.Phones, first.Phone, same))
	d.add("external_id", first.ExternalID != "" && f.ExternalID != first.ExternalID)
	d.add("name", !first.Name.IsZero() && f.Name != first.Name)
	d.add("password", o.PasswordMoved && f.PasswordID == "")
	if len(p.Calls) == 1 && first.Kind == MigratePassword {
		d.add("email_verified", first.SetEmailVerified && !isVerified(f.Emails, first.Email, foldEmail))
		d.add("phone_number_verified", first.SetPhoneVerified && !isVerified(f.Phones, first.Phone, same))
	}
	d.add("trusted_metadata", !contains(f.Trusted, first.Trusted))
	d.add("untrusted_metadata", !contains(f.Untrusted, first.Untrusted))
	return d.fields
}

// difference gathers the fields that differ.
type difference struct {
	found  *Found
	fields []string
}

func (d *difference) add(field string, differs bool) {
	if differs {
		d.fields = append(d.fields, field)
	}
}

func (d *difference) email(want string) {
	d.add("email", want != "" && !holds(d.found.Emails, foldEmail(want), foldEmail))
}

// present compares somebody who was there before: something must still tie
// them to the record.
func (d *difference) present(first *Call) {
	if first.ExternalID != "" && d.found.ExternalID == first.ExternalID {
		return
	}
	if first.Email == "" {
		d.add("phone_number", !holds(d.found.Phones, first.Phone, same))
		return
	}
	d.email(first.Email)
}

func same(s string) string { return s }

func isVerified(ids []FoundIdentifier, want string, fold func(string) string) bool {
	for _, id := range ids {
		if fold(id.Value) == fold(want) {
			return id.Verified
		}
	}
	return false
}

// contains reports whether every key that was sent is there with its value.
func contains(has, sent map[string]any) bool {
	for key, value := range sent {
		there, ok := has[key]
		if !ok || !sameJSON(there, value) {
			return false
		}
	}
	return true
}

// sameJSON compares two values as JSON: whatever the order of keys and the
// spelling of numbers.
func sameJSON(a, b any) bool {
	x, y := canonical(a), canonical(b)
	return x != nil && bytes.Equal(x, y)
}

func canonical(v any) []byte {
	raw, err := json.Marshal(v, json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return nil
	}
	value := jsontext.Value(raw)
	if value.Canonicalize(jsontext.AllowInvalidUTF8(true)) != nil {
		return nil
	}
	return value
}
