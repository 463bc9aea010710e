package migrator

import "strings"

// takesBack reports whether an outcome is this migration's doing, certain
// enough to be taken back.
func takesBack(o Outcome, c UndoConfig) bool {
	certain := o.Evidence == ByAnswer || o.Evidence == ByMark || c.LookedUp
	switch o.Kind {
	case Created:
		return o.UserID != "" && certain
	case PasswordAdded:
		return o.UserID != "" && o.PasswordID != "" && certain
	}
	return false
}

// deed is what is done about one user.
type deed uint8

const (
	keep        deed = iota
	nothingLeft      // by an undo that could not note it, or by somebody else
	deleteUser
	deletePassword
)

// judgeUndo decides about a user from what Stytch has of them now. reason says
// why a user is kept.
func judgeUndo(o Outcome, f *Found, meta Meta, active bool) (d deed, reason string) {
	if o.Kind == PasswordAdded {
		switch f.PasswordID {
		case o.PasswordID:
			return deletePassword, ""
		case "":
			return nothingLeft, ""
		}
		return keep, "the password is another one now"
	}
	if meta.Options.Mark != "off" && !markOfMigration(f.Mark, meta.ID) {
		return keep, "the mark of this migration is not there"
	}
	if lived := livedSince(o, f); lived != "" && !active {
		return keep, lived
	}
	return deleteUser, ""
}

func markOfMigration(mark, id string) bool { return strings.HasPrefix(mark, id+"/") }

// livedSince says what shows that somebody has used the account since it was
// made, or "".
func livedSince(o Outcome, f *Found) string {
	switch {
	case f.OtherFactors > 0:
		return "other login factors were added since"
	case len(f.Emails) > 1 || len(f.Phones) > 1:
		return "an email or phone was added since"
	case anyVerified(f.Emails) && !o.EmailVerified:
		return "the email was verified since"
	case anyVerified(f.Phones):
		return "the phone was verified since"
	case o.PasswordID != "" && f.PasswordID != o.PasswordID:
		return "the password was changed since"
	case !o.PasswordMoved && f.PasswordID != "":
		return "a password was set since"
	}
	return ""
}

func anyVerified(ids []FoundIdentifier) bool {
	for _, id := range ids {
		if id.Verified {
			return true
		}
	}
	return false
}
