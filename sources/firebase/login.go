package firebase

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// login is one way in which a user logs in (providerUserInfo, providerData).
// auth:export lists social logins only; the emulator, REST and the Admin SDK
// list passwords, phones and company logins too.
type login struct {
	provider string // "google.com", "password", "phone", "oidc.acme", ...
	email    string
}

func readLogins(v jsontext.Value) []login {
	var list []login
	for el := range object.Elements(v) {
		o, ok := object.Nested(el)
		if !ok {
			continue
		}
		var l login
		for key, v := range o.All() {
			switch string(key) {
			case "providerId":
				l.provider = field.Text(v)
			case "email":
				l.email = field.Text(v)
			}
		}
		if l.provider != "" {
			list = append(list, l)
		}
	}
	return list
}

// factor is what comes back by itself (social) or needs a company's login;
// none for passwords and phones.
func (l login) factor() (record.Factor, bool) {
	switch {
	case l.provider == "password", l.provider == "phone", l.provider == "emailLink",
		l.provider == "anonymous", l.provider == "custom", l.provider == "firebase":
		return record.Factor{}, false
	case strings.HasPrefix(l.provider, "oidc."), strings.HasPrefix(l.provider, "saml."):
		return record.Factor{Kind: record.SSO, Detail: l.provider}, true
	}
	return record.Factor{Kind: record.Social, Detail: l.provider}, true
}

// has says whether an account logs in by a provider.
func (a *account) has(provider string) bool {
	for _, l := range a.logins {
		if l.provider == provider {
			return true
		}
	}
	return false
}
