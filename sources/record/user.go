package record

import (
	"time"

	"example.com/usher/sources/hashes"
)

// User is one record of an export in the form that no provider owns. Empty
// fields mean that the export does not have them.
type User struct {
	// Ordinal is the record's number in the export, from 0, counted over all
	// inputs in order. Unreadable records have one too, so that an ordinal
	// means the same record in every pass over the same content.
	Ordinal uint64
	Place   Place

	// SourceID is the provider's own id of the user (Auth0 user_id, Firebase
	// localId, Cognito sub or else Username, flat files id).
	SourceID string
	// ExternalID is what external_id should be, where that is another id than
	// SourceID; "" means SourceID.
	ExternalID string
	Username   string

	Email         string // as found, trimmed; never folded
	EmailVerified bool
	Phone         string // as found; E.164 or not is the planner's question
	PhoneVerified bool
	Name          Name

	// Hash is the password hash as found, nil where the export has none.
	Hash *hashes.Hash
	// HadPassword: the record shows that there was a password although its
	// hash is not in the export (Firebase, Cognito) or is not usable.
	HadPassword bool

	// Trusted goes into trusted_metadata, Untrusted into untrusted_metadata.
	// Values are JSON values; numbers keep their digits as json.Number-like
	// raw text (jsontext.Value).
	Trusted, Untrusted map[string]any
	// TrustedSize and UntrustedSize are how many bytes these take as JSON at
	// most, where the reader has measured them (object.Size); 0 = it has not.
	TrustedSize, UntrustedSize int

	Blocked   bool // disabled, blocked, banned, archived
	Anonymous bool
	// Unconfirmed: the provider never saw a proof of the identifiers.
	Unconfirmed bool

	CreatedAt, UpdatedAt, LastLogin time.Time

	// Factors are what the user must enrol again (second factors, passkeys)
	// or what comes back by itself (social logins).
	Factors []Factor

	// Notes are what the reader noticed about this record; the planner turns
	// each into a finding of the same code.
	Notes []Note

	// Raw is the record as found, for the screen that shows it. It is valid
	// until the iteration goes on; clone it to keep it.
	Raw []byte
}

// Name is a person's name in Stytch's three parts.
type Name struct{ First, Middle, Last string }

// IsZero reports whether no part is set.
func (n Name) IsZero() bool { return n == Name{} }

// FactorKind names a factor that import cannot carry over.
type FactorKind string

// Factor kinds.
const (
	TOTP      FactorKind = "totp"
	SMS       FactorKind = "sms"
	Passkey   FactorKind = "passkey"
	Biometric FactorKind = "biometric"
	Social    FactorKind = "social"
	SSO       FactorKind = "sso"
	OtherMFA  FactorKind = "mfa"
)

// Factor is one thing that a user logs in with beside email, phone and
// password.
type Factor struct {
	Kind   FactorKind
	Detail string // provider or name, "google", "guardian"
}

// Note is what a reader noticed about one record or, from Export.Notes, about
// the export as a whole. Code is a finding code;
// Detail never holds a secret or a hash.
type Note struct{ Code, Detail string }
