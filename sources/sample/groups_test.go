package sample_test

import (
	"bytes"
	"fmt"
	"strings"
)

// everydayUsers are those that simply move.
func (m *maker) everydayUsers() {
	m.times(190, func() { m.withPassword(m.person()) })
	m.times(18, func() {
		p := m.person()
		p.EmailVerified, p.LastLogin, p.Logins = new(false), "", 0
		m.withPassword(p)
	})
	m.times(12, func() {
		p := m.person()
		p.Phone, p.PhoneVerified = m.phone(), new(true)
		m.withPassword(p)
	})
	m.times(20, func() { m.add(m.as(m.person(), "email", "email")) })
	m.times(14, func() { m.add(m.bySMS()) })
}

// bySMS is a user of passwordless SMS: the phone is also the name.
func (m *maker) bySMS() profile {
	p := m.as(m.person(), "sms", "sms")
	p.Phone, p.PhoneVerified = m.phone(), new(true)
	p.Email, p.EmailVerified, p.Given, p.Family = "", nil, "", ""
	p.Name, p.Nickname = p.Phone, ""
	return p
}

// otherLogins are social and enterprise users, and second factors.
func (m *maker) otherLogins() {
	m.times(24, func() { m.add(m.as(m.person(), "google-oauth2", "google-oauth2")) })
	m.times(6, func() { m.add(m.as(m.person(), "github", "github")) })
	m.times(5, func() {
		p := m.as(m.person(), "samlp", "corp")
		p.ID = "samlp|corp|" + p.Email
		p.Identities[0].UserID = "corp|" + p.Email
		m.add(p)
	})
	m.times(11, func() {
		p := m.person()
		p.Multifactor = []string{"guardian"}
		m.withPassword(p)
	})
	m.times(4, func() {
		p := m.person()
		google := fmt.Sprintf("1%020d", m.random.Uint64())
		p.Identities = append(p.Identities, identity{
			Connection: "google-oauth2", UserID: google, Provider: "google-oauth2", Social: true,
			Profile: map[string]any{"email": p.Email, "email_verified": true, "name": p.Name},
		})
		m.withPassword(p)
	})
	m.times(5, func() {
		p := m.person()
		p.Blocked = true
		m.withPassword(p)
	})
}

// identifierTrouble are users without a usable identifier, and those who are
// there twice.
func (m *maker) identifierTrouble() {
	m.times(3, func() {
		p := m.person()
		p.Username, p.Email, p.EmailVerified, p.Name = p.Nickname, "", nil, p.Nickname
		m.withPassword(p)
	})
	for _, email := range []string{"wrong@@example.com", "no-domain@", "two..dots@example..org"} {
		p := m.as(m.person(), "email", "email")
		p.Email = email
		m.add(p)
	}
	for _, phone := range []string{"555-0134", "020 7946 0018", "(415) 555-0177"} {
		p := m.person()
		p.Phone, p.PhoneVerified = phone, new(false)
		m.withPassword(p)
	}
	m.times(4, func() {
		p := m.person()
		m.withPassword(p)
		twin := m.as(p, "google-oauth2", "google-oauth2")
		twin.Email = strings.ToUpper(p.Email[:1]) + p.Email[1:]
		m.add(twin)
	})
	m.times(2, func() {
		p := m.bySMS()
		m.add(p)
		m.add(m.as(p, "sms", "sms"))
	})
	m.times(2, func() {
		p := m.person()
		m.withPassword(p)
		p.Email = "second-" + p.Email
		m.add(p)
	})
}

// passwordTrouble are users whose password stays behind.
func (m *maker) passwordTrouble() {
	m.times(7, func() { m.add(m.person()) })
	for _, hash := range []any{
		map[string]any{"algorithm": "hmac", "hash": map[string]any{"value": "8f1c", "encoding": "hex", "digest": "sha256"}},
		"$argon2d$v=19$m=65536,t=3,p=1$c2FtcGxlc2FsdA$6Tf0eIo7E1cAOVnYyP0Zwg",
		"{SSHA}c2FtcGxlIHNhbHRlZCBzaGExIGRpZ2VzdA==",
	} {
		p := m.person()
		m.add(p)
		h := m.hashOf(p)
		h.Hash = hash
		m.addHash(h)
	}
	m.times(2, func() {
		p := m.person()
		m.add(p)
		h := m.hashOf(p)
		h.Hash = h.Hash.(string)[:41]
		m.addHash(h)
	})
	m.times(2, func() {
		p := m.person()
		p.Username, p.Phone, p.PhoneVerified = p.Nickname, m.phone(), new(true)
		p.Email, p.EmailVerified = "", nil
		m.withPassword(p)
	})
	m.times(5, func() { m.addHash(m.hashOf(m.person())) })
	m.times(3, func() {
		p := m.person()
		m.add(p)
		h := m.hashOf(p)
		h.Verified = new(false)
		m.addHash(h)
	})
}

// metadataTrouble are users with more metadata than Stytch keeps.
func (m *maker) metadataTrouble() {
	keys := func(n int) map[string]any {
		out := make(map[string]any, n)
		for i := range n {
			out[fmt.Sprintf("setting_%02d", i+1)] = i%3 == 0
		}
		return out
	}
	p := m.person()
	p.User = map[string]any{"language": "en", "bio": strings.Repeat("All about me. ", 320)}
	m.withPassword(p)
	p = m.person()
	p.User = keys(26)
	m.withPassword(p)
	p = m.person()
	p.App = keys(19) // no room for usher's mark
	m.withPassword(p)
}

// recordTrouble are names of one piece, records that are not quite right, and
// lines that nobody can read.
func (m *maker) recordTrouble() {
	m.times(9, func() {
		p := m.person()
		p.Given, p.Family = "", ""
		m.withPassword(p)
	})
	p := m.person()
	p.Given, p.Name = "Zo\u00eb", "Zo\u00eb"
	m.withPassword(p)
	last := len(m.lines) - 1
	m.lines[last] = bytes.ReplaceAll(m.lines[last], []byte("Zo\u00eb"), []byte("Zo\xeb")) // Latin-1
	m.withPassword(m.person())
	last = len(m.lines) - 1
	m.lines[last] = bytes.Replace(m.lines[last], []byte(`"logins_count"`), []byte(`"nickname":"twice","logins_count"`), 1)
	whole := m.marshal(m.person())
	m.lines = append(m.lines, whole[:len(whole)/2], []byte(`["user_id","email"]`))
	m.hashes = append(m.hashes, []byte(`{"_id":{"$oid":"5f1c`))
}
