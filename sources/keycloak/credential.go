package keycloak

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// takeCredential takes one way to log in (CredentialRepresentation). Of several
// passwords the first counts: Keycloak keeps the older ones as another type.
func (a *account) takeCredential(o object.Object) {
	u := a.user
	switch kind := field.Text(o.Get("type")); kind {
	case "password":
		a.takePassword(o)
	case "otp", "totp", "hotp":
		u.AddFactor(record.TOTP, "")
	case "webauthn", "webauthn-passwordless":
		u.AddFactor(record.Passkey, "")
	case "password-history", "":
	default: // recovery-authn-codes and those of plug-ins
		u.AddFactor(record.OtherMFA, kind)
	}
}

func (a *account) takePassword(o object.Object) {
	u := a.user
	if u.Hash != nil {
		return
	}
	u.HadPassword = true
	if u.Hash = hashes.Keycloak(o); u.Hash == nil && !field.Absent(o.Get("value")) {
		u.Note("plain_text_password_ignored", "") // in files for the import
	}
	a.facts.Flag("temporary_password", field.Flag(o.Get("temporary")))
}

// social are the identity providers that Keycloak brings along for social
// logins, by the names that it proposes. Any other is one that the operator
// set up: a company's SAML or OpenID Connect.
var social = map[string]bool{
	"google": true, "facebook": true, "github": true, "gitlab": true, "apple": true, "microsoft": true, "twitter": true,
	"linkedin": true, "linkedin-openid-connect": true, "bitbucket": true, "instagram": true, "paypal": true, "stackoverflow": true,
}

func (a *account) addProvider(name string) {
	kind := record.SSO
	if social[name] {
		kind = record.Social
	}
	a.user.AddFactor(kind, name)
}
