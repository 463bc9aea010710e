package auth0

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// trusted is app_metadata and, under "auth0", what an app may want to know
// of the old account and Stytch has no field for.
func (p *profile) trusted(logins []identity) map[string]any {
	m := p.app
	if _, taken := m["auth0"]; taken {
		return m
	}
	account := jsontext.Value{'{'}
	add := func(key, text string) {
		if text == "" {
			return
		}
		account = member(account, key)
		account = quoted(account, text)
	}
	add("username", p.username)
	if list := connections(logins); list != nil {
		account = append(member(account, "connections"), list...)
	}
	add("created_at", stamp(p.created))
	add("last_login", stamp(p.lastLogin))
	if p.blocked {
		account = append(member(account, "blocked"), "true"...)
	}
	if len(account) > 1 {
		if m == nil {
			m = make(map[string]any, 1)
		}
		m["auth0"] = append(account, '}')
	}
	return m
}

// untrusted is user_metadata with the parts of the profile that users see.
func (p *profile) untrusted() map[string]any {
	m := p.user
	add := func(key, text string) {
		if text == "" {
			return
		}
		if m == nil {
			m = make(map[string]any, 3)
		}
		if _, taken := m[key]; !taken {
			m[key] = quoted(nil, text)
		}
	}
	add("nickname", p.nickname)
	add("picture", p.picture)
	add("locale", p.locale)
	return m
}

func connections(logins []identity) jsontext.Value {
	var list jsontext.Value
	for _, i := range logins {
		if i.connection == "" {
			continue
		}
		if list == nil {
			list = append(list, '[')
		} else {
			list = append(list, ',')
		}
		list = quoted(list, i.connection)
	}
	if list != nil {
		list = append(list, ']')
	}
	return list
}

func member(object jsontext.Value, key string) jsontext.Value {
	if len(object) > 1 {
		object = append(object, ',')
	}
	return append(quoted(object, key), ':')
}

func quoted(dst jsontext.Value, text string) jsontext.Value {
	out, _ := jsontext.AppendQuote(dst, text) // what is not UTF-8 is replaced
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
