package cognito

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// identity is one login at another provider.
type identity struct {
	name, kind, id string // "okta", "SAML", the id there
	primary        bool   // the account was made by this login
}

// readIdentities reads the attribute: JSON in a string, an array or, in old
// dumps, a single object; flags are flags or strings.
func readIdentities(v jsontext.Value) []identity {
	if v.Kind() == '"' {
		v = jsontext.Value(field.Text(v))
	}
	if !v.IsValid() {
		return nil
	}
	if o, ok := object.Nested(v); ok {
		return []identity{readIdentity(o)}
	}
	var list []identity
	for el := range object.Elements(v) {
		if o, ok := object.Nested(el); ok {
			list = append(list, readIdentity(o))
		}
	}
	return list
}

func readIdentity(o object.Object) (i identity) {
	for key, v := range o.All() {
		switch string(key) {
		case "providerName":
			i.name = field.Text(v)
		case "providerType":
			i.kind = field.Text(v)
		case "userId":
			i.id = field.Text(v)
		case "primary":
			i.primary = field.Flag(v)
		}
	}
	return i
}

// social are the providers that Cognito has a type of their own for (API:
// IdentityProviderTypeType); SAML and OIDC are company logins.
var social = map[string]bool{"google": true, "facebook": true, "signinwithapple": true, "loginwithamazon": true}

func (i identity) factor() record.Factor {
	kind := i.kind
	if kind == "" {
		kind = i.name
	}
	if kind == "" || social[strings.ToLower(kind)] {
		return record.Factor{Kind: record.Social, Detail: i.name}
	}
	return record.Factor{Kind: record.SSO, Detail: i.name}
}

// logins are the identities or, where a user of another provider has none,
// the one that the name begins with: "Google_1106...".
func (p *profile) logins() []identity {
	if len(p.identities) > 0 || p.status != external {
		return p.identities
	}
	name, _, ok := strings.Cut(p.username, "_")
	if !ok {
		name = ""
	}
	return []identity{{name: name, primary: true}}
}

// federated reports whether the account was made by a login elsewhere, so
// that it has no password. A name with an underline says nothing: natives
// have some, too.
func (p *profile) federated(logins []identity) bool {
	switch p.status {
	case external:
		return true
	case "", unknown:
		for _, i := range logins {
			if i.primary {
				return true
			}
		}
	}
	return false
}
