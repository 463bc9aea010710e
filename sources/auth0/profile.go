package auth0

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// profile is an Auth0 user, whatever file it comes from.
type profile struct {
	id, username                string
	email, phone                string
	emailVerified               bool
	phoneVerified               bool
	given, family, full         string
	nickname, picture, locale   string
	blocked                     bool
	created, updated, lastLogin time.Time
	identities                  []identity
	multifactor                 []record.Factor
	app, user                   map[string]any
	password                    *hashes.Hash // in files for the bulk import only
	notes                       []record.Note
}

// readProfile reads a JSON user.
func readProfile(data []byte) (*profile, error) {
	o, notes, err := object.Read(data)
	if err != nil {
		return nil, err
	}
	p := &profile{notes: notes}
	for key, v := range o.All() {
		p.take(string(key), v)
	}
	return p, nil
}

// take takes one member (docs: user profile structure).
func (p *profile) take(key string, v jsontext.Value) {
	switch key {
	case "user_id":
		p.id = field.Text(v)
	case "username":
		p.username = field.Text(v)
	case "email":
		p.email = field.Text(v)
	case "email_verified":
		p.emailVerified = field.Flag(v)
	case "phone_number":
		p.phone = field.Text(v)
	case "phone_verified":
		p.phoneVerified = field.Flag(v)
	case "given_name":
		p.given = field.Text(v)
	case "family_name":
		p.family = field.Text(v)
	case "name":
		p.full = field.Text(v)
	case "nickname":
		p.nickname = field.Text(v)
	case "picture":
		p.picture = field.Text(v)
	case "locale":
		p.locale = field.Text(v)
	case "blocked":
		p.blocked = field.Flag(v)
	case "created_at":
		p.created = field.Time(v)
	case "updated_at":
		p.updated = field.Time(v)
	case "last_login":
		p.lastLogin = field.Time(v)
	case "identities":
		p.identities = readIdentities(v)
	case "multifactor", "guardian_authenticators", "passkeys":
		p.multifactor = append(p.multifactor, readFactors(key, v)...)
	case "app_metadata":
		p.app = object.Metadata(v)
	case "user_metadata":
		p.user = object.Metadata(v)
	}
}
