package okta

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
)

// takeProfile takes an attribute of the profile. What Stytch has no field for
// goes into the trusted metadata: who may change it is a setting of Okta.
func (a *account) takeProfile(name string, v jsontext.Value) {
	u, text := a.user, field.Text(v)
	switch name {
	case "login":
		u.Username = text
	case "email":
		u.Email = text
	case "secondEmail":
		a.second = text
	case "firstName":
		u.Name.First = text
	case "middleName":
		u.Name.Middle = text
	case "lastName":
		u.Name.Last = text
	case "displayName":
		a.full = text
	case "mobilePhone":
		u.Phone = field.Phone(text)
	case "nickName":
		u.Show("nickname", text)
	case "locale", "preferredLanguage":
		u.Show("locale", text)
	case "timezone":
		u.Show("zoneinfo", text)
	default:
		a.keep(name, v)
	}
}

func (a *account) keep(name string, v jsontext.Value) {
	if field.Absent(v) {
		return
	}
	if a.own == nil {
		a.own = map[string]any{}
	}
	a.own[name] = object.Keep(v)
}
