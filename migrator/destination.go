package migrator

import (
	"context"
	"time"

	"example.com/usher/sources"
)

// Destination is Stytch as the engine sees it. Every method makes exactly one
// API request, paced by the adapter; the engine decides what comes next.
//
// Methods that write return an Answer and never an error: what went wrong is
// the Answer's Class. Reads return a Reply in the same way.
//
// The end of ctx aborts a request at once. The end of StopOf(ctx) only keeps
// a request that has not left yet from leaving (it is then Canceled); one
// that has left is waited for.
type Destination interface {
	// Write sends a call of a plan.
	Write(ctx context.Context, c Call) Answer
	// Get reads one user by user_id or by external_id.
	Get(ctx context.Context, id string) Reply
	// Search reads the users who have one of the values, all pages. More than
	// 100 values are several requests. by is "email_address", "phone_number" or
	// "user_id"; the last takes external ids too, but not both in one search.
	Search(ctx context.Context, by string, values []string) Reply
	// DeletePassword takes a password away by its password_id.
	DeletePassword(ctx context.Context, passwordID string) Answer
	// DeleteUser deletes a user by user_id (never by external id).
	DeleteUser(ctx context.Context, userID string) Answer
	// WhoAmI checks the credentials with one harmless request; the Reply has
	// no user, Project holds the project's id and name.
	WhoAmI(ctx context.Context) Reply
	// Pace is what the pacer knows now; cheap, called ten times a second.
	Pace() Pace
	// PacingState is what the pacer must remember across a restart (guard,
	// gate, learned limit), as JSON without personal data.
	PacingState() []byte
}

// Pace is the pacer's view of the requests of this process.
type Pace struct {
	Requests     int // departures, every HTTP request
	Throttled    int // 429 answers
	ThrottledFor time.Duration
	MaxPerSecond int // most departures in any closed second
	PerSecond    [60]int
	InFlight     int
	Waiting      int // requests that are ready to leave and may not yet
	P50, P99     time.Duration
	Gate         string // why nothing leaves now, "" = open
	GateUntil    time.Time
	Limit        int // requests a second that the pacer allows now
}

// Class says what an answer means for the request that got it. All errors of
// Stytch are put into one of these by one table in the adapter.
type Class uint8

// The classes.
const (
	// OK: done (2xx, readable, with the ids that it must have).
	OK Class = iota + 1
	// Taken: 400 because an email, a phone, an external id or a password is
	// there already. Look the user up.
	Taken
	// Refused: the record's own fault, nothing was applied.
	Refused
	// Throttled: 429, nothing was applied. The same request again.
	Throttled
	// NotSent: the request never left. The same request again.
	NotSent
	// Lost: sent, and nobody knows whether it was applied (no answer, 5xx on a
	// write, an answer that can't be read). Look the user up.
	Lost
	// Unavailable: a read that may simply be tried again (5xx, no answer).
	Unavailable
	// Absent: a read or delete whose user is not there.
	Absent
	// Fatal: nothing will work until the operator does something
	// (credentials, wrong project, wrong base URL).
	Fatal
	// Canceled: our own context ended before the request left.
	Canceled
)

var classNames = [...]string{OK: "ok", Taken: "already there", Refused: "refused", Throttled: "throttled", NotSent: "not sent", Lost: "lost", Unavailable: "unavailable", Absent: "absent", Fatal: "fatal", Canceled: "canceled"}

func (c Class) String() string {
	if int(c) < len(classNames) && classNames[c] != "" {
		return classNames[c]
	}
	return "no class"
}

// Answer is what came of a write.
type Answer struct {
	Class     Class
	Status    int    // HTTP status, 0 when there was no answer
	ErrorType string // Stytch's error_type, or "" ; never its message
	RequestID string
	// Err explains a class other than OK in our own words, without personal
	// data or secrets: "connection refused", "answer cut off". With Fatal it
	// may be a *FatalError, which says what to do.
	Err error

	// With OK:
	UserID      string
	UserCreated bool   // true for create user; user_created for migrate password
	PasswordID  string // migrate password; may be "" (then read the user)
	Date        time.Time
}

// Reply is what came of a read.
type Reply struct {
	Class     Class
	Status    int
	ErrorType string
	RequestID string
	Err       error

	Users   []Found // Get: one; Search: any number
	Date    time.Time
	Project struct{ ID, Name string }
}

// Found is a user as Stytch has it, with what decides whose it is.
type Found struct {
	UserID     string
	ExternalID string
	Emails     []FoundIdentifier
	Phones     []FoundIdentifier
	PasswordID string    // "" : has no password
	Mark       string    // trusted_metadata.usher
	CreatedAt  time.Time // zero when Stytch did not say

	// What verify and undo look at:
	Name   sources.Name
	Status string // "active" or "pending"
	// Metadata with each value as Stytch sent it (jsontext.Value), so that
	// numbers keep their digits.
	Trusted, Untrusted map[string]any
	// OtherFactors counts the factors that an import can't have made: social
	// logins, passkeys, TOTP, biometrics, wallets.
	OtherFactors int
}

// FoundIdentifier is an email or a phone of a user in Stytch.
type FoundIdentifier struct {
	Value    string
	Verified bool
}
