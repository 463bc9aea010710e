package firebase

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/record"
)

// fill writes the account into the user.
func (a *account) fill(u *record.User) {
	a.completeEmail()
	u.SourceID = a.id
	u.Email, u.EmailVerified = a.email, a.emailVerified && a.email != ""
	u.Phone = a.phone
	u.Blocked = a.disabled
	u.Anonymous = a.anonymous()
	u.CreatedAt, u.LastLogin = a.created, a.lastLogin
	u.Notes = a.notes
	var guessed bool
	u.Name, guessed = field.Name("", "", "", a.name, a.email, a.phone)
	if guessed {
		u.Notes = append(u.Notes, record.Note{Code: "name_guessed"})
	}
	a.addPassword(u)
	a.addFactors(u)
	u.Trusted, u.Untrusted = a.trusted(), a.untrusted()
}

// anonymous: nothing tells how the user could log in again. Where a file leaves
// phone numbers out, a name shows that there was more.
func (a *account) anonymous() bool {
	return a.email == "" && a.phone == "" && len(a.logins) == 0 && !a.customToken && (a.name == "" || !a.phoneUnknown)
}

// completeEmail takes the email of a social login where the account itself has
// none: so it is in projects that allow several accounts with one email. It
// counts as unverified.
func (a *account) completeEmail() {
	if a.email != "" {
		return
	}
	a.emailVerified = false
	for _, l := range a.logins {
		if f, ok := l.factor(); ok && f.Kind == record.Social && l.email != "" {
			a.email = l.email
			return
		}
	}
}

// addPassword says that there was a password; none can move.
func (a *account) addPassword(u *record.User) {
	h := a.hash
	u.HadPassword = h != nil || a.plainText || a.passwordSet || a.has("password") && !a.emailLink
	switch {
	case h == nil && !a.plainText:
	case h == nil || h.Scheme == hashes.PlainText:
		u.Notes = append(u.Notes, record.Note{Code: "plain_text_password_ignored"})
	case h.Scheme == hashes.Redacted:
		u.Notes = append(u.Notes, record.Note{Code: "hash_redacted"})
	default:
		u.Hash = h
	}
}

// addFactors lists what comes back by itself or has to be enrolled again.
func (a *account) addFactors(u *record.User) {
	ways := 0
	for _, l := range a.logins {
		if f, ok := l.factor(); ok {
			u.Factors = append(u.Factors, f)
			ways++
		}
	}
	if ways > 0 && u.HadPassword {
		ways++
	}
	if ways > 1 {
		u.Notes = append(u.Notes, record.Note{Code: "linked_identity"})
	}
	u.Factors = append(u.Factors, a.factors...)
}
