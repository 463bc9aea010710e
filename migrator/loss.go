package migrator

import (
	"strings"
	"unicode/utf8"

	"example.com/usher/sources"
)

// password takes the hash if it can move, and says why not otherwise.
func (d *draft) password() {
	h := d.user.Hash
	switch {
	case h == nil:
		d.passwordMissing()
	case h.Type == "":
		d.find("password_not_migratable", whyNot(h))
	case h.Type != sources.Bcrypt && !utf8.ValidString(h.Value) || len(h.Config) > 0 && !isJSON(h.Config): // bcrypt is ASCII or has a problem
		d.find("invalid_hash", "not text")
	default:
		if why := h.Problem(); why != "" {
			d.find("invalid_hash", why)
		} else if d.email == "" {
			d.find("password_without_email", "")
		} else {
			d.hash = h
		}
	}
}

// passwordMissing says that there was a password, unless the reader has said
// already where it is.
func (d *draft) passwordMissing() {
	if d.user.HadPassword && !d.found("hash_redacted", "plain_text_password_ignored", "password_not_migratable") {
		d.find("password_hash_missing", "")
	}
}

func whyNot(h *sources.Hash) string {
	switch {
	case h.Why == "":
		return h.Scheme
	case strings.HasPrefix(h.Why, h.Scheme):
		return h.Why
	}
	return h.Scheme + ": " + h.Why
}

// factors finds what a user has to enrol again and the logins that Stytch
// keeps elsewhere. Whether a social login is the only one is the reader's to
// say.
func (d *draft) factors() {
	again := ""
	for i := range d.user.Factors {
		switch f := &d.user.Factors[i]; f.Kind {
		case sources.TOTP, sources.SMS, sources.Passkey, sources.Biometric, sources.OtherMFA:
			again = joined(again, string(f.Kind))
		case sources.SSO:
			d.find("enterprise_sso", f.Detail)
		}
	}
	if again != "" {
		d.find("mfa_not_migrated", again)
	}
}

// joined adds a word to a list that does not have it yet.
func joined(list, word string) string {
	switch {
	case list == "":
		return word
	case strings.Contains(list, word):
		return list
	}
	return list + ", " + word
}
