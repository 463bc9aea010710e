package report

import (
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// Reasons that no outcome holds.
const (
	notSent  = "not_sent"
	undone   = "undone"
	notMoved = "password_not_moved"
)

// why gives the reason of a user who is not in Stytch, and what to do.
func (l *lists) why(e *entry) (reason, hint string) {
	reason = reasonOf(e.outcome)
	return reason, hintFor(reason)
}

func reasonOf(o migrator.Outcome) string {
	switch o.Kind {
	case 0:
		return notSent
	case migrator.Undone:
		if o.Reason == migrator.UndonePasswordOnly {
			return o.Reason
		}
		return undone
	}
	return o.Reason
}

// hintFor is what the operator can do about a reason.
func hintFor(reason string) string {
	switch reason {
	case notSent:
		return "usher resume goes on with them."
	case undone:
		return "usher undo has taken them back."
	case notMoved:
		return "They reset their password, or log in passwordless."
	}
	if hint := migrator.Describe(kindOf(reason)).Hint; hint != "" {
		return hint
	}
	return "Stytch's documentation explains this error_type; its support finds the request by the request_id."
}

// sentenceFor says a reason in words.
func sentenceFor(reason string) string {
	switch reason {
	case notSent:
		return "not sent yet"
	case undone:
		return "taken back by usher undo"
	case notMoved:
		return "the password did not move"
	}
	what, more, _ := strings.Cut(reason, ":")
	if sentence := migrator.Describe(what).Sentence; sentence != what && more != "" {
		return sentence + ":" + more
	}
	return migrator.Describe(reason).Sentence
}

// kindOf is a reason without what follows it: "changed: email name" is changed.
func kindOf(reason string) string {
	what, _, _ := strings.Cut(reason, ":")
	return what
}

// passwordFindings are the findings that say why a password does not move.
var passwordFindings = map[string]bool{
	"password_without_email": true, "password_not_migratable": true, "invalid_hash": true,
	"password_hash_missing": true, "hash_redacted": true, "hash_unreadable": true, "plain_text_password_ignored": true,
}

// lostPassword is why a user whom this migration created is without the
// password that they had, "" where that is not so.
func lostPassword(e *entry) string {
	o := &e.outcome
	if o.PasswordRefused {
		return o.Reason
	}
	if o.Kind != migrator.Created || o.PasswordMoved || e.user.Hash == nil && !e.user.HadPassword {
		return ""
	}
	for _, f := range e.findings {
		if passwordFindings[f.Code] {
			return f.Code
		}
	}
	return notMoved
}

// changeOf is what a delta says of a known user, "" where nothing changed.
func changeOf(reason string) string {
	what, _, _ := strings.Cut(reason, ":")
	if what == "changed" || what == "updated" {
		return reason
	}
	return ""
}

func hintForChange(reason string) string {
	if strings.HasPrefix(reason, "updated:") && !strings.Contains(reason, "left:") {
		return "Done at Stytch."
	}
	_, what, _ := strings.Cut(reason, ": ")
	if about := migrator.Describe(what); about.Sentence != what {
		return "By the later export they would not be sent (" + about.Sentence + "), but they are in Stytch since the earlier one, and as they were: lock or delete them there if that is meant."
	}
	return "What is named as changed or left is as it was at Stytch; change it there by hand, or with --apply-changes where Stytch allows it."
}

// howToEnrol is how a factor comes back (docs: Stytch, TOTP, OTP, WebAuthn,
// biometrics, OAuth). All but the last two need a login with a verified
// primary factor first: the email or phone that was imported.
func howToEnrol(kind sources.FactorKind) string {
	switch kind {
	case sources.TOTP:
		return "After the first login with a verified email or phone the app offers to set up the authenticator app anew; the old codes do not work."
	case sources.SMS:
		return "After the first login with a verified email the app sends a code to the phone; entering it enrols the phone again."
	case sources.Passkey:
		return "After the first login with a verified email or phone the app offers to create a passkey; passkeys are bound to the old provider."
	case sources.Biometric:
		return "After the first login with a verified email or phone the app registers the device anew."
	case sources.Social:
		return "Log in with the same provider: the account with the same verified email is linked by itself."
	case sources.SSO:
		return "Company logins are in Stytch's B2B product; here the user logs in by email."
	}
	return "After the first login with a verified email or phone the app offers to enrol a second factor again."
}
