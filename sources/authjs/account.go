package authjs

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// account is one way in which a user logs in. Its tokens are never looked at.
type account struct {
	provider string
	kind     string // oauth, oidc, email, credentials, webauthn
	passkey  bool   // a row of the table Authenticator
}

var accounts = owner.Rows[account](readAccount)

// readAccount gives an account, or an authenticator, and its user; other
// tables have none.
func readAccount(o object.Object) (user string, a account) {
	for key, v := range o.All() {
		switch table.Key(string(key)) {
		case "userid":
			user = field.Text(object.Plain(v))
		case "provider":
			a.provider = field.Text(v)
		case "type":
			a.kind = field.Text(v)
		case "credentialid":
			a.passkey = true
		}
	}
	if a.provider == "" && !a.passkey {
		return "", a
	}
	return user, a
}

// factor is what the user loses with it; ok is false for logins by email and
// password, which Stytch has itself.
func (a account) factor() (f record.Factor, ok bool) {
	switch {
	case a.passkey || a.kind == "webauthn":
		return record.Factor{Kind: record.Passkey}, true
	case a.kind == "email" || a.kind == "credentials" || a.provider == "":
		return f, false
	case ofCompanies[a.provider] || strings.Contains(a.provider, "saml"):
		return record.Factor{Kind: record.SSO, Detail: a.provider}, true
	}
	return record.Factor{Kind: record.Social, Detail: a.provider}, true
}

// ofCompanies are the providers of Auth.js that serve companies only.
var ofCompanies = map[string]bool{"okta": true, "onelogin": true, "workos": true, "ping-id": true}
