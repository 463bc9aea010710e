package betterauth

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/owner"
	"example.com/usher/sources/table"
)

// account is one way in which a user logs in. Its tokens are never looked at.
type account struct{ provider, password string }

var accounts = owner.Rows[account](readAccount)

// readAccount gives an account and its user; other tables have none.
func readAccount(o object.Object) (user string, a account) {
	for key, v := range o.All() {
		switch table.Key(string(key)) {
		case "userid":
			user = field.Text(object.Plain(v))
		case "providerid":
			a.provider = field.Text(v)
		case "password":
			a.password = field.Text(v)
		}
	}
	if a.provider == "" {
		return "", a
	}
	return user, a
}
