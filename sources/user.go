package sources

import (
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/record"
)

// What a record is read into. The types live in package record, so that the
// providers below this package can use them.
type (
	// User is one record of an export in the form that no provider owns.
	User = record.User
	// Name is a person's name in Stytch's three parts.
	Name = record.Name
	// Place says where a record stands.
	Place = record.Place
	// Factor is one thing that a user logs in with beside email, phone and
	// password.
	Factor = record.Factor
	// FactorKind names a factor that import cannot carry over.
	FactorKind = record.FactorKind
	// Note is what a reader noticed about one record or the whole export.
	Note = record.Note
	// RecordError is a record that cannot be read; it never holds content.
	RecordError = record.Error
	// Hash is a password hash in Stytch's terms; package hashes makes them.
	Hash = hashes.Hash
	// HashParts are a hash in columns, as a mapping names them.
	HashParts = hashes.Parts
	// HashType names the scheme of a Hash.
	HashType = hashes.Type
)

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

// Factor kinds.
const (
	TOTP      = record.TOTP
	SMS       = record.SMS
	Passkey   = record.Passkey
	Biometric = record.Biometric
	Social    = record.Social
	SSO       = record.SSO
	OtherMFA  = record.OtherMFA
)
