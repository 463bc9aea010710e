package sources

import (
	"fmt"
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
	Username string

	Email         string // as found, trimmed; never folded
	EmailVerified bool
	Phone         string // as found; E.164 or not is the planner's question
	PhoneVerified bool
	Name          Name

	// Hash is the password hash as found, nil where the export has none.
	Hash *Hash
	// HadPassword: the record shows that there was a password although its
	// hash is not in the export (Firebase, Cognito) or is not usable.
	HadPassword bool

	// Trusted goes into trusted_metadata, Untrusted into untrusted_metadata.
	// Values are JSON values; numbers keep their digits as json.Number-like
	// raw text (jsontext.Value).
	Trusted, Untrusted map[string]any

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

// Place says where a record stands: the file as the operator named it, and
// the line (from 1) where the format has lines, else the record number
// (from 1) in that file.
type Place struct {
	File   string
	Line   int // 0 where lines mean nothing
	Record int // 0 where lines are used
}

// String gives "line 12" or "record 12"; the file is left to the caller,
// because most exports have one.
func (p Place) String() string {
	if p.Line > 0 {
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("record %d", p.Record)
}

// Hash is a password hash in Stytch's terms; package hashes makes them.
type Hash = hashes.Hash

// HashType names the scheme of a Hash.
type HashType = hashes.Type

// The hash types that Stytch takes.
const (
	Bcrypt   = hashes.Bcrypt
	Scrypt   = hashes.Scrypt
	Argon2i  = hashes.Argon2i
	Argon2id = hashes.Argon2id
	MD5      = hashes.MD5
	SHA1     = hashes.SHA1
	SHA512   = hashes.SHA512
	Phpass   = hashes.Phpass
	PBKDF2   = hashes.PBKDF2
)

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

// Note is what a reader noticed about one record. Code is a finding code;
// Detail never holds a secret or a hash.
type Note struct{ Code, Detail string }
