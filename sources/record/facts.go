package record

import "time"

// Facts are what an app may want to know of the old account and Stytch has no
// field for. What says nothing is left out.
type Facts map[string]any

// Text adds a text.
func (f Facts) Text(key, text string) {
	if text != "" {
		f[key] = text
	}
}

// Flag adds a flag that is set.
func (f Facts) Flag(key string, set bool) {
	if set {
		f[key] = true
	}
}

// Time adds a time in RFC 3339.
func (f Facts) Time(key string, t time.Time) {
	if !t.IsZero() {
		f[key] = t.Format(time.RFC3339)
	}
}

// List adds texts.
func (f Facts) List(key string, texts []string) {
	if len(texts) == 0 {
		return
	}
	list := make([]any, len(texts))
	for i, t := range texts {
		list[i] = t
	}
	f[key] = list
}

// KeepFacts puts facts into the trusted metadata under the provider's name,
// unless the app has a key of that name already.
func (u *User) KeepFacts(provider string, f Facts) {
	if _, taken := u.Trusted[provider]; taken || len(f) == 0 {
		return
	}
	if u.Trusted == nil {
		u.Trusted = make(map[string]any, 1)
	}
	u.Trusted[provider] = map[string]any(f)
}

// Show puts a text into the untrusted metadata, which users see, unless the
// app has a key of that name already.
func (u *User) Show(key, text string) {
	if _, taken := u.Untrusted[key]; taken || text == "" {
		return
	}
	if u.Untrusted == nil {
		u.Untrusted = make(map[string]any, 1)
	}
	u.Untrusted[key] = text
}

// Note adds a note.
func (u *User) Note(code, detail string) {
	u.Notes = append(u.Notes, Note{Code: code, Detail: detail})
}

// AddFactor adds a factor that is not there yet.
func (u *User) AddFactor(kind FactorKind, detail string) {
	f := Factor{Kind: kind, Detail: detail}
	for _, known := range u.Factors {
		if known == f {
			return
		}
	}
	u.Factors = append(u.Factors, f)
}

// NoteSocialOnly says where a social login is the only way in: there is no
// password, company login or passkey beside it.
func (u *User) NoteSocialOnly() {
	first := ""
	for _, f := range u.Factors {
		switch {
		case f.Kind == SSO || f.Kind == Passkey:
			return
		case f.Kind == Social && first == "":
			first = f.Detail
		}
	}
	if first != "" && !u.HadPassword {
		u.Note("social_only", first)
	}
}
