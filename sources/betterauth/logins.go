package betterauth

import (
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/record"
)

// credential is the provider of accounts with a password.
const credential = "credential"

// fillLogins takes the password and lists the other ways to log in.
func (p *person) fillLogins() {
	u := p.User
	for _, a := range p.accounts {
		switch {
		case a.provider == credential:
			p.takePassword(a.password)
		case a.provider != "":
			u.AddFactor(record.Social, a.provider)
		}
	}
	if len(p.accounts) > 1 {
		u.Note("linked_identity", "")
	}
}

// takePassword takes Better Auth's own scrypt, or what the app hashes with
// instead (docs: email and password, custom hashing).
func (p *person) takePassword(password string) {
	if h := hashes.Parse(password); h != nil && p.User.Hash == nil {
		p.User.Hash, p.User.HadPassword = h, true
	}
}
