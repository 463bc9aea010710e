package migrator

import "time"

// Kind says what became of a user.
type Kind uint8

// The outcomes. The numbers are written into checkpoints: never renumber.
const (
	Created       Kind = 1 // this migration created them
	PasswordAdded Kind = 2 // they were there; the password was added
	Present       Kind = 3 // they were there; nothing to do
	WasRefused    Kind = 4 // Stytch said no, nothing of theirs is there
	Skipped       Kind = 5 // the plan has no call
	Unknown       Kind = 6 // sent, answer lost, tries used up; resume resolves it
	Unreadable    Kind = 7 // a record that cannot be read (no user; keeps its ordinal)
	Undone        Kind = 8 // created or given a password by this migration, and taken back
)

var kindNames = [...]string{Created: "created", PasswordAdded: "password_added", Present: "present", WasRefused: "refused", Skipped: "skipped", Unknown: "unknown", Unreadable: "unreadable", Undone: "undone"}

// String is the outcome's name in JSON and in files; people see Label.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return "pending"
}

// Label is the outcome's name on a screen.
func (k Kind) Label() string {
	switch k {
	case PasswordAdded:
		return "password added"
	case Present:
		return "already there"
	case Unknown:
		return "unresolved"
	}
	return k.String()
}

// Evidence says how an outcome is known.
type Evidence uint8

// Evidence of an outcome. Written into checkpoints: never renumber.
const (
	ByPlan   Evidence = 1 // no request was needed
	ByAnswer Evidence = 2 // Stytch's own answer
	ByMark   Evidence = 3 // a look-up found our mark
	ByLookup Evidence = 4 // a look-up, without a mark
)

// Outcome is what the checkpoint keeps of one settled user. It holds no
// personal data: ids are Stytch's own, Reason is an error_type or a finding
// code.
type Outcome struct {
	Ordinal    uint64
	Kind       Kind
	Evidence   Evidence
	UserID     string
	PasswordID string
	// PasswordRefused: the user is there, created by us or before, but the
	// password was refused (or can't be told to be theirs). Reason says why.
	PasswordRefused bool
	// PasswordMoved: the password is at Stytch.
	PasswordMoved bool
	// EmailVerified: the email was sent as verified, with the password.
	EmailVerified bool
	Reason        string
	RequestID     string
	// Since is set with Unknown: the server's time before the first write that
	// nobody knows the end of, in whole seconds.
	Since time.Time

	// Digests of the source id and of the record, keyed by the migration.
	SourceDigest, RecordDigest [8]byte
}
