package devise

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

var identities = owner.Rows[string](readIdentity)

// readIdentity gives the provider of a social login, and its user. Its tokens
// are never looked at.
func readIdentity(o object.Object) (user, provider string) {
	if !isIdentity(o) {
		return "", ""
	}
	for key, v := range o.All() {
		switch table.Key(string(key)) {
		case "userid":
			user = field.Text(v)
		case "provider":
			provider = field.Text(v)
		}
	}
	if !isSocial(provider) {
		return "", ""
	}
	return user, provider
}

// isSocial: devise_token_auth writes "email" where nobody else logs the user
// in.
func isSocial(provider string) bool { return provider != "" && provider != "email" }

// takeIdentities takes the social logins of the user's own row and of the
// other table. A password beside one is no second login: Devise makes one up
// that nobody knows.
func (p *person) takeIdentities(others []string) {
	if isSocial(p.provider) {
		others = append([]string{p.provider}, others...)
	}
	for _, name := range others {
		p.User.AddFactor(record.Social, name)
	}
	if len(others) > 1 {
		p.User.Note("linked_identity", "")
	}
}
