package auth0

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/object"
)

// trusted is app_metadata and, under "auth0", what an app may want to know
// of the old account and Stytch has no field for.
// size is how many bytes it takes as JSON, 0 where it is not measured.
func (p *profile) trusted(logins []identity) (m map[string]any, size int) {
	m = p.app
	if _, taken := m["auth0"]; taken {
		return m, 0
	}
	account := append(jsontext.Value(p.account[:0]), '{')
	if p.username != "" {
		account = quoted(member(account, "username"), p.username)
	}
	account = addConnections(account, logins)
	account = addTime(account, "created_at", p.createdText, p.created)
	account = addTime(account, "last_login", p.lastLoginText, p.lastLogin)
	if p.blocked {
		account = append(member(account, "blocked"), "true"...)
	}
	p.account = account
	if len(account) == 1 {
		return m, 0
	}
	account = append(account, '}')
	if m == nil {
		m = p.spare.Trusted(1)
		if n, ok := object.ValidSize(account); ok {
			size = len(`{"auth0"}`) + object.MemberSize + n
		}
	}
	m["auth0"] = p.mem.Value(account)
	return m, size
}

// untrusted is user_metadata with the parts of the profile that users see.
func (p *profile) untrusted() map[string]any {
	m := p.user
	m = p.show(m, "nickname", p.nickname)
	m = p.show(m, "picture", p.picture)
	return p.show(m, "locale", p.locale)
}

// show puts a text into the metadata where the app has not put its own.
func (p *profile) show(m map[string]any, key string, text jsontext.Value) map[string]any {
	if _, taken := m[key]; taken || text == nil {
		return m
	}
	if m == nil {
		m = p.spare.Untrusted(3)
	}
	m[key] = p.mem.Value(text)
	return m
}

func addConnections(account jsontext.Value, logins []identity) jsontext.Value {
	first := true
	for _, i := range logins {
		if i.connection == "" {
			continue
		}
		if first {
			account = append(member(account, "connections"), '[')
		} else {
			account = append(account, ',')
		}
		account, first = quoted(account, i.connection), false
	}
	if !first {
		account = append(account, ']')
	}
	return account
}

// addTime adds a time as the file has it.
func addTime(account jsontext.Value, key string, text jsontext.Value, t time.Time) jsontext.Value {
	if t.IsZero() {
		return account
	}
	return append(member(account, key), text...)
}

// member begins a member; the key needs no escapes.
func member(object jsontext.Value, key string) jsontext.Value {
	if len(object) > 1 {
		object = append(object, ',')
	}
	object = append(append(object, '"'), key...)
	return append(object, '"', ':')
}

func quoted(dst jsontext.Value, text string) jsontext.Value {
	out, _ := jsontext.AppendQuote(dst, text) // what is not UTF-8 is replaced
	return out
}
