package firebase

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// trusted is the custom claims and, under "firebase", what an app may want to
// know of the old account and Stytch has no field for.
func (a *account) trusted() map[string]any {
	m := a.claims
	if _, taken := m["firebase"]; taken {
		return m
	}
	about := a.about()
	if len(about) <= 2 {
		return m
	}
	if m == nil {
		m = make(map[string]any, 1)
	}
	m["firebase"] = about
	return m
}

// about is a JSON object.
func (a *account) about() jsontext.Value {
	o := append(make(jsontext.Value, 0, 160), '{')
	add := func(key, value string) {
		if value != "" {
			o = quoted(member(o, key), value)
		}
	}
	flag := func(key string, value bool) {
		if value {
			o = append(member(o, key), "true"...)
		}
	}
	flag("email_verified", a.emailVerified)
	if list := a.providers(); list != nil {
		o = append(member(o, "providers"), list...)
	}
	add("tenant", a.tenant)
	o = stamped(o, "created_at", a.created)
	o = stamped(o, "last_login", a.lastLogin)
	flag("disabled", a.disabled)
	return append(o, '}')
}

// providers is a JSON array.
func (a *account) providers() jsontext.Value {
	if len(a.logins) == 0 {
		return nil
	}
	list := jsontext.Value{'['}
	for i, l := range a.logins {
		if i > 0 {
			list = append(list, ',')
		}
		list = quoted(list, l.provider)
	}
	return append(list, ']')
}

// untrusted is what users see of themselves.
func (a *account) untrusted() map[string]any {
	if a.photo == "" {
		return nil
	}
	return map[string]any{"photo_url": quoted(nil, a.photo)}
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

// stamped adds a time, where there is one.
func stamped(object jsontext.Value, key string, t time.Time) jsontext.Value {
	if t.IsZero() {
		return object
	}
	object = append(member(object, key), '"')
	return append(t.UTC().AppendFormat(object, time.RFC3339Nano), '"')
}
