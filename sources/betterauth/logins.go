package betterauth

import (
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/record"
)

// credential is the provider of accounts with a password.
const credential = "credential"

// fillLogins takes the password and lists the other ways to log in.
func (p *profile) fillLogins() {
	u := p.user
	for _, a := range p.accounts {
		switch {
		case a.provider == credential:
			p.takePassword(a.password)
		case a.provider != "":
			u.AddFactor(record.Social, a.provider)
		}
	}
	u.NoteSocialOnly()
	if len(p.accounts) > 1 {
		u.Note("linked_identity", "")
	}
}

// takePassword takes Better Auth's own scrypt, or what the app hashes with
// instead (docs: email and password, custom hashing).
func (p *profile) takePassword(password string) {
	if h := hashes.Parse(password); h != nil && p.user.Hash == nil {
		p.user.Hash, p.user.HadPassword = h, true
	}
}
