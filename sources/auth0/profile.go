package auth0

import (
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/room"
	"example.com/usher/sources/table"
)

// profile is an Auth0 user, whatever file it comes from.
type profile struct {
	id, username                string
	email, phone                string
	emailVerified               bool
	unverified                  bool // the profile says so, with or without an email
	phoneVerified               bool
	given, family, full         string
	nickname, picture, locale   jsontext.Value // JSON strings, "" when absent
	blocked                     bool
	created, updated, lastLogin time.Time
	// As the file has them; JSON strings, parts of the record.
	createdText, lastLoginText jsontext.Value
	identities                 []identity
	multifactor                []record.Factor
	identifiers                jsontext.Value
	app, user                  map[string]any
	password                   *hashes.Hash // in files for the bulk import only
	notes                      []record.Note

	// Memory that is used again.
	room    [2]identity // for most users' identities
	row     table.Row
	buf     []byte
	account []byte
	keys    [8]string
	mem     *room.Room // for what users keep
	spare   *record.Spare
}

// profiles are used again and again: there is one for each user of a million.
var profiles = sync.Pool{New: func() any { return new(profile) }}

func newProfile(spare *record.Spare) *profile {
	p := profiles.Get().(*profile)
	p.identities, p.mem, p.spare = p.room[:0], room.Get(), spare
	return p
}

func (p *profile) release() {
	p.mem.Release()
	row, buf, account := p.row, p.buf, p.account
	*p = profile{}
	p.row, p.buf, p.account = row, buf, account
	profiles.Put(p)
}

// read reads a JSON user; rename says what members are for that have other
// names than the profile's.
func (p *profile) read(data []byte, rename func(string) column) error {
	var room [32]object.Member
	members, notes, err := object.Members(room[:0], data)
	if err != nil {
		return err
	}
	p.notes = notes
	if rename != nil {
		p.takeRenamed(members, rename)
		return nil
	}
	for _, m := range members {
		p.take(string(m.Key), m.Value)
	}
	return nil
}

func (p *profile) takeRenamed(members []object.Member, rename func(string) column) {
	s := cells{p: p}
	for _, m := range members {
		if !field.Absent(m.Value) {
			s.takeValue(rename(string(m.Key)), m.Value)
		}
	}
	s.done()
}

// textMember is where a member that is plain text goes, nil for another.
func (p *profile) textMember(key string) *string {
	switch key {
	case "user_id":
		return &p.id
	case "username":
		return &p.username
	case "email":
		return &p.email
	case "phone_number":
		return &p.phone
	case "given_name":
		return &p.given
	case "family_name":
		return &p.family
	case "name":
		return &p.full
	}
	return nil
}

// take takes one member (docs: user profile structure).
func (p *profile) take(key string, v jsontext.Value) {
	if text := p.textMember(key); text != nil {
		*text = p.mem.Text(v)
		return
	}
	switch key {
	case "email_verified":
		p.emailVerified = field.Flag(v)
		p.unverified = !p.emailVerified && v.Kind() != 'n'
	case "phone_verified":
		p.phoneVerified = field.Flag(v)
	case "nickname":
		p.nickname = shown(v)
	case "picture":
		p.picture = shown(v)
	case "locale":
		p.locale = shown(v)
	case "blocked":
		p.blocked = field.Flag(v)
	case "created_at":
		p.created, p.createdText = field.Time(v), v
	case "updated_at":
		p.updated = field.Time(v)
	case "last_login":
		p.lastLogin, p.lastLoginText = field.Time(v), v
	case "identities":
		p.identities = readIdentities(p.identities[:0], v, p.mem)
	case "identifiers":
		p.identifiers = v
	case "multifactor", "guardian_authenticators", "passkeys", "mfa_factors":
		p.multifactor = append(p.multifactor, readFactors(key, v)...)
	case "app_metadata":
		p.app = object.MetadataInto(p.spare.Trusted, v)
	case "user_metadata":
		p.user = object.MetadataInto(p.spare.Untrusted, v)
	case "custom_password_hash":
		p.password = hashes.Auth0Custom(v)
	case "password_hash":
		if text := field.Text(v); text != "" {
			p.password = hashes.Parse(text)
		}
	}
}

// shown is a text that goes into the metadata as it stands.
func shown(v jsontext.Value) jsontext.Value {
	if v.Kind() != '"' || field.Absent(v) {
		return nil
	}
	return v
}
