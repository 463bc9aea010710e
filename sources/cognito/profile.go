package cognito

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// profile is a user of a pool, whatever file it comes from.
type profile struct {
	username, status string
	disabled         bool
	created, updated time.Time
	plainPassword    bool
	factors          []record.Factor
	attributes
	notes []record.Note
}

// read reads a user as the API describes it (UserType, AdminGetUserResponse).
func (p *profile) read(data []byte) error {
	var room [16]object.Member
	members, notes, err := object.Members(room[:0], data)
	if err != nil {
		return err
	}
	p.notes = notes
	for _, m := range members {
		p.take(string(m.Key), m.Value)
	}
	return nil
}

// take takes one member. Some SDKs begin the names with a small letter.
func (p *profile) take(key string, v jsontext.Value) {
	switch key {
	case "Username", "username":
		p.username = p.mem.Text(v)
	case "Attributes", "UserAttributes", "attributes", "userAttributes":
		p.takeAttributes(v)
	case "UserStatus", "userStatus", "userStatusAsString":
		p.status = statuses.Text(v)
	case "Enabled", "enabled":
		p.disabled = !field.Absent(v) && !field.Flag(v)
	case "UserCreateDate", "userCreateDate":
		p.created = field.Time(v)
	case "UserLastModifiedDate", "userLastModifiedDate":
		p.updated = field.Time(v)
	case "MFAOptions", "mfaOptions":
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				p.addFactor(either(o, "DeliveryMedium", "deliveryMedium"))
			}
		}
	case "UserMFASettingList", "userMFASettingList":
		for el := range object.Elements(v) {
			p.addFactor(field.Text(el))
		}
	case "PreferredMfaSetting", "preferredMfaSetting":
		p.addFactor(field.Text(v))
	case "Password": // of cognito-local, as it was typed
		p.plainPassword = field.Text(v) != ""
	}
}

// statuses of users (API: UserStatusType).
var statuses = field.Known(confirmed, unconfirmed, archived, compromised, unknown, resetRequired, forceChange, external)

const (
	confirmed     = "CONFIRMED"
	unconfirmed   = "UNCONFIRMED"
	archived      = "ARCHIVED"
	compromised   = "COMPROMISED"
	unknown       = "UNKNOWN"
	resetRequired = "RESET_REQUIRED"
	forceChange   = "FORCE_CHANGE_PASSWORD"
	external      = "EXTERNAL_PROVIDER"
)

// takeAttributes takes [{"Name":"email","Value":"..."}] and, of tools that
// write it shorter, {"email":"..."}.
func (p *profile) takeAttributes(v jsontext.Value) {
	if o, ok := object.Nested(v); ok {
		for key, v := range o.All() {
			p.attributes.take(string(key), v)
		}
		return
	}
	for name, value := range object.Pairs(v) {
		p.attributes.take(string(name), value)
	}
}

// either is the text of the first of two members that is there.
func either(o object.Object, a, b string) string {
	if s := field.Text(o.Get(a)); s != "" {
		return s
	}
	return field.Text(o.Get(b))
}

// addFactor adds a second factor under its name in the API; SMS is what the
// older MFAOptions and the import template say.
func (p *profile) addFactor(name string) {
	f := record.Factor{Detail: name}
	switch name {
	case "":
		return
	case "SMS", "SMS_MFA":
		f = record.Factor{Kind: record.SMS, Detail: "SMS_MFA"}
	case "SOFTWARE_TOKEN_MFA":
		f.Kind = record.TOTP
	default: // EMAIL_OTP
		f.Kind = record.OtherMFA
	}
	for _, known := range p.factors {
		if known == f {
			return
		}
	}
	p.factors = append(p.factors, f)
}
