package supabase

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// account is a row of auth.users, or a user of the admin API.
type account struct {
	user         *record.User
	now          time.Time
	role         string
	given        string
	family       string
	superAdmin   bool
	sso          bool
	api          bool // of the admin API, which has no hashes
	confirmed    time.Time
	emailProof   jsontext.Value // nil where the record has no such member
	phoneProof   jsontext.Value
	providers    []string
	userMetadata jsontext.Value
}

func decode(o object.Object, u *record.User, now time.Time) error {
	a := account{user: u, now: now}
	for key, v := range o.All() {
		if name := string(key); !a.takeIdentity(name, v) && !a.takeState(name, v) {
			a.takeMetadata(name, v)
		}
	}
	if u.SourceID == "" {
		return record.Problem("no id")
	}
	a.fill()
	return nil
}

// takeIdentity takes who the user is and how they log in. The tokens of other
// columns are never looked at.
func (a *account) takeIdentity(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "id":
		u.SourceID = field.Text(v)
	case "email":
		u.Email = field.Text(v)
	case "phone":
		u.Phone = withPlus(field.Text(v))
	case "encrypted_password":
		u.Hash = hashes.Parse(field.Text(v))
	case "email_confirmed_at":
		a.emailProof = v
	case "phone_confirmed_at":
		a.phoneProof = v
	case "confirmed_at":
		a.confirmed = field.Time(v)
	case "first_name": // of no table of Supabase, but of files that people make
		a.given = field.Text(v)
	case "last_name":
		a.family = field.Text(v)
	case "is_sso_user":
		a.sso = field.Flag(v)
	case "identities":
		for el := range object.Elements(object.Unpacked(v)) {
			if o, ok := object.Nested(el); ok {
				a.addProvider(field.Text(o.Get("provider")))
			}
		}
	case "factors":
		a.addFactors(object.Unpacked(v))
	default:
		return false
	}
	return true
}

// withPlus makes E.164 of the digits that Supabase keeps of a phone.
func withPlus(phone string) string {
	if len(phone) > 5 && len(phone) <= 15 && phone[0] != '0' && strings.Trim(phone, "0123456789") == "" {
		return "+" + phone
	}
	return field.Phone(phone)
}

// takeState takes what became of the account.
func (a *account) takeState(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "role":
		a.role = field.Text(v)
	case "is_super_admin":
		a.superAdmin = field.Flag(v)
	case "is_anonymous":
		u.Anonymous = field.Flag(v)
	case "banned_until":
		u.Blocked = a.banned(v)
	case "deleted_at":
		if !field.Absent(v) {
			u.Note("deleted", "")
		}
	case "created_at":
		u.CreatedAt = field.Time(v)
	case "updated_at":
		u.UpdatedAt = field.Time(v)
	case "last_sign_in_at":
		u.LastLogin = field.Time(v)
	default:
		return false
	}
	return true
}

// banned: the ban has no end, an end that cannot be read, or one to come.
func (a *account) banned(v jsontext.Value) bool {
	text := field.Text(v)
	if text == "" || text == "none" || text == "-infinity" {
		return false
	}
	until := field.ParseTime(text)
	return until.IsZero() || until.After(a.now)
}

func (a *account) addProvider(name string) {
	for _, known := range a.providers {
		if known == name {
			return
		}
	}
	if name != "" {
		a.providers = append(a.providers, name)
	}
}

// addFactors lists second factors that were enrolled to the end (docs:
// multi-factor authentication).
func (a *account) addFactors(list jsontext.Value) {
	for el := range object.Elements(list) {
		o, ok := object.Nested(el)
		if !ok || field.Text(o.Get("status")) == "unverified" {
			continue
		}
		switch kind := field.Text(o.Get("factor_type")); kind {
		case "totp":
			a.user.AddFactor(record.TOTP, "")
		case "phone":
			a.user.AddFactor(record.SMS, "")
		case "webauthn":
			a.user.AddFactor(record.Passkey, "")
		default:
			a.user.AddFactor(record.OtherMFA, kind)
		}
	}
}
