package keycloak

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// account is a user as Keycloak writes it.
type account struct {
	user          *record.User
	facts         record.Facts
	emailVerified bool
	totp          bool
	attributes    jsontext.Value
	program       bool // a service account
	directory     bool // LDAP or the like keeps the password
}

func decode(o object.Object, _ *join.Index, u *record.User) error {
	a := account{user: u, facts: record.Facts{}}
	for key, v := range o.All() {
		if name := string(key); !a.takeIdentity(name, v) {
			a.takeLogin(name, v)
		}
	}
	if o.Has("realm") && u.Username == "" {
		return record.Problem("a realm without its users")
	}
	if u.Username == "" { // every user has one, and nothing else inside of a user
		return record.Problem("no username")
	}
	if u.SourceID == "" {
		u.SourceID = u.Username // files for the import leave the id out
	}
	a.fill()
	return nil
}

func (a *account) takeIdentity(name string, v jsontext.Value) bool {
	u := a.user
	switch name {
	case "id":
		u.SourceID = field.Text(v)
	case "username":
		u.Username = field.Text(v)
	case "email":
		u.Email = field.Text(v)
	case "emailVerified":
		a.emailVerified = field.Flag(v)
	case "firstName":
		u.Name.First = field.Text(v)
	case "lastName":
		u.Name.Last = field.Text(v)
	case "createdTimestamp":
		u.CreatedAt = field.Time(v)
	case "enabled":
		u.Blocked = !field.Flag(v) && !field.Absent(v)
	case "attributes":
		a.attributes = v
	case "serviceAccountClientId":
		a.program = !field.Absent(v)
	default:
		return false
	}
	return true
}

func (a *account) takeLogin(name string, v jsontext.Value) {
	switch name {
	case "credentials":
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				a.takeCredential(o)
			}
		}
	case "disableableCredentialTypes": // in the admin API's answers
		for el := range object.Elements(v) {
			a.user.HadPassword = a.user.HadPassword || field.Text(el) == "password"
		}
	case "totp":
		a.totp = field.Flag(v)
	case "federatedIdentities":
		for el := range object.Elements(v) {
			if o, ok := object.Nested(el); ok {
				a.addProvider(field.Text(o.Get("identityProvider")))
			}
		}
	case "federationLink":
		a.directory = !field.Absent(v)
	case "requiredActions":
		a.facts.List("required_actions", texts(v))
	case "groups":
		a.facts.List("groups", texts(v))
	case "realmRoles":
		a.facts.List("realm_roles", ownRoles(texts(v)))
	case "clientRoles":
		if !field.Absent(v) {
			a.facts["client_roles"] = object.Keep(v)
		}
	}
}

// texts are the texts of a list.
func texts(v jsontext.Value) (list []string) {
	for el := range object.Elements(v) {
		if text := field.Text(el); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// ownRoles leaves out the roles that Keycloak gives to everybody.
func ownRoles(roles []string) (own []string) {
	for _, r := range roles {
		if r != "offline_access" && r != "uma_authorization" && !strings.HasPrefix(r, "default-roles-") {
			own = append(own, r)
		}
	}
	return own
}
