package sample_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/crypto/bcrypt"

	"example.com/usher/sources/sample"
)

// profile is a user of Auth0's bulk export (docs: user profile structure).
type profile struct {
	ID            string         `json:"user_id"`
	Email         string         `json:"email,omitzero"`
	EmailVerified *bool          `json:"email_verified,omitzero"`
	Phone         string         `json:"phone_number,omitzero"`
	PhoneVerified *bool          `json:"phone_verified,omitzero"`
	Username      string         `json:"username,omitzero"`
	Name          string         `json:"name,omitzero"`
	Nickname      string         `json:"nickname,omitzero"`
	Given         string         `json:"given_name,omitzero"`
	Family        string         `json:"family_name,omitzero"`
	Created       string         `json:"created_at"`
	Updated       string         `json:"updated_at"`
	LastLogin     string         `json:"last_login,omitzero"`
	Logins        int            `json:"logins_count"`
	Blocked       bool           `json:"blocked,omitzero"`
	Multifactor   []string       `json:"multifactor,omitempty"`
	Identities    []identity     `json:"identities"`
	App           map[string]any `json:"app_metadata,omitempty"`
	User          map[string]any `json:"user_metadata,omitempty"`
}

type identity struct {
	Connection string         `json:"connection"`
	UserID     string         `json:"user_id"`
	Provider   string         `json:"provider"`
	Social     bool           `json:"isSocial"`
	Profile    map[string]any `json:"profileData,omitempty"`
}

// hashLine is a line of Auth0's password hash export.
type hashLine struct {
	ID struct {
		OID string `json:"$oid"`
	} `json:"_id"`
	Verified   *bool             `json:"email_verified,omitzero"`
	Email      string            `json:"email,omitzero"`
	Hash       any               `json:"passwordHash"`
	Set        map[string]string `json:"password_set_date"`
	Tenant     string            `json:"tenant"`
	Connection string            `json:"connection"`
	Unique     bool              `json:"_tmp_is_unique"`
}

const database = "Username-Password-Authentication"

// maker makes the sample. Everything it draws comes from one seed, so that
// the same program always makes the same files.
type maker struct {
	t      *testing.T
	random *rand.Rand
	lines  [][]byte
	hashes [][]byte
	people int
}

// person is a profile with a name, an address and dates, and nothing else.
func (m *maker) person() profile {
	given := givenNames[m.random.IntN(len(givenNames))]
	family := familyNames[m.random.IntN(len(familyNames))]
	m.people++
	nickname := ascii(given) + "." + ascii(family) + fmt.Sprint(m.people)
	created := time.Date(2019, 3, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(m.random.IntN(7*365*24*3600)) * time.Second)
	login := created.Add(time.Duration(m.random.IntN(300*24*3600)) * time.Second)
	p := profile{
		Email: nickname + "@" + domains[m.random.IntN(len(domains))], EmailVerified: new(true),
		Name: given + " " + family, Nickname: nickname, Given: given, Family: family,
		Created: stamp(created), Updated: stamp(login), LastLogin: stamp(login), Logins: 1 + m.random.IntN(200),
		App:  map[string]any{"plan": plans[m.random.IntN(len(plans))]},
		User: map[string]any{"language": languages[m.random.IntN(len(languages))]},
	}
	return m.as(p, "auth0", database)
}

// as makes a profile one of a connection.
func (m *maker) as(p profile, provider, connection string) profile {
	id := fmt.Sprintf("%016x%08x", m.random.Uint64(), m.random.Uint32())
	social := provider != "auth0" && provider != "email" && provider != "sms" && provider != "samlp"
	if social {
		id = fmt.Sprintf("1%020d", m.random.Uint64())
	}
	p.ID = provider + "|" + id
	p.Identities = []identity{{Connection: connection, UserID: id, Provider: provider, Social: social}}
	return p
}

func (m *maker) add(p profile) { m.lines = append(m.lines, m.marshal(p)) }

// withPassword adds a user and the hash of their password.
func (m *maker) withPassword(p profile) {
	m.add(p)
	m.addHash(m.hashOf(p))
}

func (m *maker) hashOf(p profile) hashLine {
	name := p.Email
	if name == "" {
		name = p.Username
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(sample.Password(name)), bcrypt.MinCost)
	if err != nil {
		m.t.Fatal(err)
	}
	h := hashLine{
		Verified: p.EmailVerified, Email: p.Email, Hash: strings.Replace(string(hash), "$2a$", "$2b$", 1),
		Set: map[string]string{"$date": p.Created}, Tenant: "acme", Connection: database, Unique: true,
	}
	_, h.ID.OID, _ = strings.Cut(p.ID, "|")
	return h
}

func (m *maker) addHash(h hashLine) { m.hashes = append(m.hashes, m.marshal(h)) }

func (m *maker) marshal(v any) []byte {
	line, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		m.t.Fatal(err)
	}
	return line
}

// phone is one of the numbers kept for fiction (Ofcom: 020 7946 0000 to 0999;
// NANP: 555-0100 to 555-0199 of every area).
func (m *maker) phone() string {
	m.people++
	if m.random.IntN(2) == 0 {
		return fmt.Sprintf("+442079460%03d", m.people)
	}
	return fmt.Sprintf("+1%d55501%02d", areas[m.people/100], m.people%100)
}

func (m *maker) times(n int, make func()) {
	for range n {
		make()
	}
}

func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.000Z") }

// files gives the two files, users in an order that tells nothing of how they
// were made.
func (m *maker) files() (users, passwords []byte) {
	for _, lines := range [][][]byte{m.lines, m.hashes} {
		m.random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	}
	return join(m.lines), join(m.hashes)
}

func join(lines [][]byte) []byte { return append(bytes.Join(lines, []byte("\n")), '\n') }
