package betterauth

import (
	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/join"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/table"
)

// account is one way in which a user logs in. Its tokens are never looked at.
type account struct{ user, provider, password string }

func readAccount(o object.Object) (a account) {
	for key, v := range o.All() {
		switch table.Key(string(key)) {
		case "userid":
			a.user = field.Text(plain(v))
		case "providerid":
			a.provider = field.Text(v)
		case "password":
			a.password = field.Text(v)
		}
	}
	return a
}

// keys gives the user that an account belongs to; other tables have none.
func keys(raw record.Raw) ([]string, error) {
	o, _, err := object.Read(raw.Data)
	if err != nil {
		return nil, err
	}
	if a := readAccount(o); a.user != "" && a.provider != "" {
		return []string{userKey(a.user)}, nil
	}
	return nil, nil
}

func userKey(id string) string { return "user:" + id }

// accountsOf finds the accounts of a user.
func accountsOf(id string, index *join.Index) (list []account, err error) {
	err = index.Find(userKey(id), func(n int, data []byte) bool {
		o, _, err := object.Read(data)
		if err != nil {
			return false
		}
		if a := readAccount(o); a.user == id {
			index.Claim(n)
			list = append(list, a)
		}
		return false
	})
	return list, err
}

// plain takes a value out of the wrapping of MongoDB's extended JSON.
func plain(v jsontext.Value) jsontext.Value {
	for _, key := range []string{"$oid", "$uuid", "$date", "$numberLong", "$numberInt"} {
		if o, ok := object.Nested(v); ok {
			if inner := o.Get(key); inner != nil {
				v = inner
			}
		}
	}
	return v
}
