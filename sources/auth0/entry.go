package auth0

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// entry is one line of the hash export.
type entry struct {
	id         string // $oid, without "auth0|"
	altID      string // the id in user_id, where the app chose its own
	email      string
	verified   *bool // nil where the entry does not say
	connection string
	set        time.Time // when the password was set
	hash       string
	custom     jsontext.Value // custom_password_hash
}

func readEntry(data []byte) (entry, error) {
	var room [24]object.Member
	members, _, err := object.Members(room[:0], data)
	if err != nil {
		return entry{}, err
	}
	var e entry
	var identifiers jsontext.Value
	for _, m := range members {
		switch v := m.Value; string(m.Key) {
		case "_id", "_ID", "user_id":
			e.id = bareID(v, "$oid")
		case "alt_id":
			e.altID = bareID(v, "")
		case "email":
			e.email = field.Text(v)
		case "email_verified":
			e.verified = new(field.Flag(v))
		case "connection":
			e.connection = field.Text(v)
		case "password_set_date":
			e.set = setDate(v)
		case "passwordHash", "password_hash", "custom_password_hash":
			if v.Kind() == '{' {
				e.custom = v
			} else {
				e.hash = field.Text(v)
			}
		case "identifiers":
			identifiers = v
		}
	}
	if e.email == "" {
		e.fromIdentifiers(identifiers)
	}
	return e, nil
}

// fromIdentifiers takes the email from the list in which it stands when the
// root has none.
func (e *entry) fromIdentifiers(list jsontext.Value) {
	for el := range object.Elements(list) {
		o, ok := object.Nested(el)
		if ok && field.Text(o.Get("type")) == "email" {
			e.email, e.verified = field.Text(o.Get("value")), new(field.Flag(o.Get("verified")))
			return
		}
	}
}

// bareID gives an id without the prefix that user_id has; key is where it is
// inside of an object.
func bareID(v jsontext.Value, key string) string {
	if o, ok := object.Nested(v); ok && key != "" {
		v = o.Get(key)
	}
	return strings.TrimPrefix(field.Text(v), "auth0|")
}

// setDate reads {"$date":"2019-..."} and {"$date":{"$numberLong":"15756..."}}.
func setDate(v jsontext.Value) time.Time {
	for _, key := range []string{"$date", "$numberLong"} {
		if o, ok := object.Nested(v); ok {
			v = o.Get(key)
		}
	}
	return field.Time(v)
}

func (e *entry) password() *hashes.Hash {
	if e.custom != nil {
		return hashes.Auth0Custom(e.custom)
	}
	if e.hash == "" {
		return nil
	}
	return hashes.Parse(e.hash)
}

// entryKeys are the ids, and the email for entries and users without one.
func entryKeys(raw record.Raw) ([]string, error) {
	e, err := readEntry(raw.Data)
	if err != nil {
		return nil, err
	}
	var keys []string
	if e.altID != "" {
		keys = append(keys, idKey(e.altID))
	}
	if e.id != "" && e.id != e.altID {
		keys = append(keys, idKey(e.id))
	}
	if e.email != "" {
		keys = append(keys, emailKey(e.email))
	}
	if len(keys) == 0 {
		return nil, record.Problem("neither id nor email")
	}
	return keys, nil
}

func idKey(id string) string { return "id:" + id }

func emailKey(email string) string { return "email:" + strings.ToLower(email) }
