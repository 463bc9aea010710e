package okta

import (
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/record"
)

// fill writes what was gathered into the user.
func (a *account) fill() {
	u := a.user
	u.EmailVerified = a.proven[u.Email] && u.Email != ""
	a.fillName()
	a.fillLogin()
	if a.second != "" && !strings.EqualFold(a.second, u.Email) {
		u.Note("other_identifiers", "")
		a.facts.Text("second_email", a.second)
	}
	u.Trusted = a.own
	if !strings.EqualFold(u.Username, u.Email) {
		a.facts.Text("login", u.Username)
	}
	a.facts.Time("created_at", u.CreatedAt)
	a.facts.Time("last_login", u.LastLogin)
	u.KeepFacts("okta", a.facts)
}

func (a *account) fillName() {
	u := a.user
	var guessed bool
	u.Name, guessed = field.Name(u.Name.First, u.Name.Middle, u.Name.Last, a.full, u.Email, u.Phone, u.Username)
	if guessed {
		u.Note("name_guessed", "")
	}
}

// fillLogin says where the password is, by the provider of the credentials.
func (a *account) fillLogin() {
	u := a.user
	u.HadPassword = a.hasPassword
	switch a.provider {
	case "IMPORT":
		u.HadPassword = true
		u.Note("password_hash_missing", "its hash was imported into Okta: whoever did that may still have it")
	case "ACTIVE_DIRECTORY", "LDAP":
		u.HadPassword = true
		u.AddFactor(record.SSO, named(a.providerName, "directory"))
	case "FEDERATION":
		u.HadPassword = false // Okta keeps none that counts
		u.AddFactor(record.SSO, named(a.providerName, "federation"))
	case "SOCIAL":
		u.AddFactor(record.Social, named(strings.ToLower(a.providerName), "social"))
	}
	u.NoteSocialOnly()
	if a.provider != "OKTA" {
		a.facts.Text("credentials_provider", a.provider)
	}
}

func named(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}
