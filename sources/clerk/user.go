package clerk

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// account is a user as Clerk writes it.
type account struct {
	user                  *record.User
	id, externalID        string
	primaryEmail, emailID string
	primaryPhone, phoneID string
	emails, phones        []address
	hasher, digest        string
	image                 string
	noImage               bool
	public, private       map[string]any
}

// marks are members of which every user in JSON has one, and no object inside
// of a user, which a damaged record may leave behind.
var marks = []string{
	"primary_email_address", "primary_phone_number", "primary_email_address_id", "email_addresses", "phone_numbers",
	"primaryEmailAddressId", "emailAddresses", "phoneNumbers", "password_digest",
}

func decodeObject(o object.Object, hashes *join.Index, u *record.User) error {
	if !slices.ContainsFunc(marks, func(key string) bool { return o.Has(key) }) {
		return record.Problem("not a user")
	}
	return decode(o, hashes, u)
}

// decode reads a user. The Backend API writes names_like_this, its SDK
// namesLikeThis.
func decode(o object.Object, _ *join.Index, u *record.User) error {
	a := account{user: u}
	for key, v := range o.All() {
		name := table.Key(string(key))
		if !a.takeIdentity(name, v) && !a.takeLogin(name, v) {
			a.takeMetadata(name, v)
		}
	}
	if a.id == "" {
		return record.Problem("no id")
	}
	a.fill()
	return nil
}

// takeIdentity takes who the user is.
func (a *account) takeIdentity(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "id":
		a.id = field.Text(v)
	case "externalid":
		a.externalID = field.Text(v)
	case "username":
		u.Username = field.Text(v)
	case "firstname":
		u.Name.First = field.Text(v)
	case "lastname":
		u.Name.Last = field.Text(v)
	case "primaryemailaddress":
		a.primaryEmail = primary(v, &a.emails)
	case "primaryemailaddressid":
		a.emailID = field.Text(v)
	case "primaryphonenumber":
		a.primaryPhone = primary(v, &a.phones)
	case "primaryphonenumberid":
		a.phoneID = field.Text(v)
	case "verifiedemailaddresses":
		a.emails = addresses(a.emails, v, true)
	case "unverifiedemailaddresses", "emailaddresses":
		a.emails = addresses(a.emails, v, false)
	case "verifiedphonenumbers":
		a.phones = addresses(a.phones, v, true)
	case "unverifiedphonenumbers", "phonenumbers":
		a.phones = addresses(a.phones, v, false)
	default:
		return false
	}
	return true
}

// primary reads the address itself or, as the SDK shows it, an object.
func primary(v jsontext.Value, list *[]address) string {
	o, ok := object.Nested(v)
	if !ok {
		return field.Text(v)
	}
	a := readAddress(o)
	*list = add(*list, a)
	return a.text
}

// takeLogin takes how the user logs in.
func (a *account) takeLogin(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "passworddigest":
		a.digest = field.Text(v)
	case "passwordhasher":
		a.hasher = field.Text(v)
	case "passwordenabled":
		u.HadPassword = u.HadPassword || field.Flag(v)
	case "totpsecret": // never looked at
		a.secondFactor(!field.Absent(v), record.TOTP, "")
	case "totpenabled":
		a.secondFactor(field.Flag(v), record.TOTP, "")
	case "backupcodes":
		a.secondFactor(!field.Absent(object.Unpacked(v)), record.OtherMFA, "backup codes")
	case "backupcodeenabled", "backupcodesenabled":
		a.secondFactor(field.Flag(v), record.OtherMFA, "backup codes")
	case "passkeys":
		for range object.Elements(v) {
			u.AddFactor(record.Passkey, "")
		}
	case "externalaccounts":
		addAccounts(u, record.Social, v)
	case "samlaccounts", "enterpriseaccounts":
		addAccounts(u, record.SSO, v)
	case "banned":
		u.Blocked = field.Flag(v)
	case "createdat":
		u.CreatedAt = field.Time(v)
	case "updatedat":
		u.UpdatedAt = field.Time(v)
	case "lastsigninat":
		u.LastLogin = field.Time(v)
	default:
		return false
	}
	return true
}

func (a *account) secondFactor(there bool, kind record.FactorKind, detail string) {
	if there {
		a.user.AddFactor(kind, detail)
	}
}

// password gives the hash that Clerk took or made.
func (a *account) password() *hashes.Hash { return hashes.Clerk(a.hasher, a.digest) }
