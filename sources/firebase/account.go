package firebase

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
)

// account is a Firebase user, whatever file it comes from.
type account struct {
	id, tenant         string
	email, phone       string
	emailVerified      bool
	name, photo        string
	disabled           bool
	created, lastLogin time.Time

	hash         *hashes.Hash
	passwordSet  bool // a time at which a password was set
	plainText    bool // a password in plain text stood beside it
	emailLink    bool // the account logs in by links in emails
	customToken  bool // the app's own server vouches for it
	phoneUnknown bool // the file has no phone numbers

	claims  map[string]any
	logins  []login
	factors []record.Factor
	notes   []record.Note

	mem *room.Room // of the texts, while a record is read
}

// readAccount reads a JSON user.
func readAccount(data []byte) (*account, error) {
	var members [32]object.Member
	list, notes, err := object.Members(members[:0], data)
	if err != nil {
		return nil, err
	}
	a := &account{notes: notes, mem: room.Get()}
	defer a.mem.Release()
	for _, m := range list {
		a.take(string(m.Key), m.Value)
	}
	if a.id == "" {
		return nil, record.Problem("no localId or uid: not a user of Firebase")
	}
	return a, nil
}

// take takes one member, in the spelling of auth:export, of REST and the
// emulator, or of the Admin SDK.
func (a *account) take(key string, v jsontext.Value) {
	switch key {
	case "localId", "uid":
		a.id = a.mem.Text(v)
	case "email":
		a.email = a.mem.Text(v)
	case "emailVerified":
		a.emailVerified = field.Flag(v)
	case "phoneNumber":
		a.phone = a.mem.Text(v)
	case "displayName":
		a.name = a.mem.Text(v)
	case "photoUrl", "photoURL":
		a.photo = a.mem.Text(v)
	case "disabled":
		a.disabled = field.Flag(v)
	case "tenantId":
		a.tenant = a.mem.Text(v)
	case "createdAt":
		a.created = millis(v)
	case "lastSignedInAt", "lastLoginAt":
		a.lastLogin = millis(v)
	case "metadata":
		a.takeTimes(v)
	case "customAttributes", "customClaims":
		a.takeClaims(v)
	case "providerUserInfo", "providerData":
		a.logins = readLogins(v)
	case "mfaInfo":
		a.takeFactors(v)
	case "multiFactor":
		if o, ok := object.Nested(v); ok {
			a.takeFactors(o.Get("enrolledFactors"))
		}
	case "emailLinkSignin":
		a.emailLink = field.Flag(v)
	case "customAuth":
		a.customToken = field.Flag(v)
	default:
		a.takePassword(key, v)
	}
}

func (a *account) takePassword(key string, v jsontext.Value) {
	switch key {
	case "passwordHash":
		if v.Kind() == '"' {
			a.hash = hashes.Firebase(v[1 : len(v)-1])
		}
	case "passwordUpdatedAt":
		a.passwordSet = !field.Time(v).IsZero()
	case "password", "rawPassword": // of hand-made files
		a.plainText = field.Text(v) != ""
	}
}

// takeTimes reads metadata of the Admin SDK.
func (a *account) takeTimes(v jsontext.Value) {
	o, ok := object.Nested(v)
	if !ok {
		return
	}
	a.created = field.Time(o.Get("creationTime"))
	a.lastLogin = field.Time(o.Get("lastSignInTime"))
}

// takeClaims reads custom claims: an object, or one as text (auth:export).
func (a *account) takeClaims(v jsontext.Value) {
	if v.Kind() == '"' {
		text, err := jsontext.AppendUnquote(nil, v)
		if err != nil {
			return // cannot be: the record is valid JSON
		}
		a.parseClaims(text)
		return
	}
	a.claims = object.Metadata(v)
}

func (a *account) parseClaims(text []byte) {
	if len(text) == 0 {
		return
	}
	o, notes, err := object.Read(text)
	if err != nil {
		a.notes = append(a.notes, record.Note{Code: "custom_claims_unparseable"})
		return
	}
	a.notes = append(a.notes, notes...)
	a.claims = object.Metadata(jsontext.Value(o))
}

// takeFactors reads second factors: phoneInfo or totpInfo in mfaInfo, factorId
// in the Admin SDK's enrolledFactors. The secrets of TOTP are never exported.
func (a *account) takeFactors(v jsontext.Value) {
	for el := range object.Elements(v) {
		o, ok := object.Nested(el)
		if !ok {
			continue
		}
		f := record.Factor{Kind: record.OtherMFA}
		switch kind := field.Text(o.Get("factorId")); {
		case kind == "phone" || o.Get("phoneInfo") != nil:
			f.Kind = record.SMS
		case kind == "totp" || o.Get("totpInfo") != nil:
			f.Kind = record.TOTP
		}
		a.factors = append(a.factors, f)
	}
}
