package hashes

import (
	"strings"
	"unicode/utf8"
)

// Parts is a hash whose parts stand in fields of their own, as tables and
// mappings have them. The zero value of a field means "not given".
//
//	h := hashes.FromParts(hashes.Parts{
//		Type: "pbkdf2_sha256", Value: "ACchPUcB...", Salt: "vC5ionHL...",
//		SaltEncoding: hashes.Base64, Iterations: 27500,
//	})
type Parts struct {
	// Type names the scheme: Stytch's names (md_5, argon_2id, pbkdf_2, ...)
	// or those of libraries and providers (pbkdf2-sha512, bcrypt, phpass,
	// passport-local-mongoose, and Clerk's password_hasher names). Empty, or
	// "auto", the value describes itself.
	Type     string
	Value    string
	Encoding Encoding // of Value; Auto tells hex from base64

	Salt         string
	SaltEncoding Encoding // Auto is Text
	SaltPosition Position // digests only; the zero value is Before

	Algorithm  string // PBKDF2: sha256 or sha512; counts more than the type's name
	Iterations int    // PBKDF2 and Argon2
	N, R, P    int    // scrypt; defaults 16384, 8, 1
	Memory     int    // Argon2, KiB
	Threads    int    // Argon2; default 1

	// Beside are other columns of the row, for DiagnoseParts.
	Beside []Column

	// Peppered: a secret of the app was mixed in before hashing.
	Peppered bool
}

// Position says where a digest's salt stands.
type Position string

// Positions of a salt.
const (
	Before Position = "prepend"
	After  Position = "append"
	Both   Position = "both"
)

// FromParts builds the hash that a table's columns describe. nil means no
// hash (an empty value).
func FromParts(p Parts) *Hash {
	p.Value = strings.TrimSpace(p.Value)
	if p.Value == "" {
		return nil
	}
	if h := Parse(p.Value); h.Scheme == Redacted || h.Scheme == Unusable {
		return h
	}
	if p.Peppered {
		return peppered("hash")
	}
	build, ok := builders[simple(p.Type)]
	if !ok {
		return ambiguous("another type", "the mapping names a hash type that usher does not know")
	}
	if h, ok := p.selfDescribed(); ok && build.mayDescribeItself {
		return h
	}
	return build.from(p)
}

// selfDescribed is the hash of a value that says more than its columns.
func (p Parts) selfDescribed() (*Hash, bool) {
	if !strings.ContainsAny(p.Value, "$:{") {
		return nil, false
	}
	h := Parse(p.Value)
	return h, h.Scheme != PlainText
}

func (p Parts) argon2(t Type) *Hash {
	f := argon2Fields{version: 19, memory: p.Memory, time: p.Iterations, threads: max(p.Threads, 1)}
	var problem *Hash
	if f.salt, f.key, problem = p.bytes("Argon2"); problem != nil {
		return problem
	}
	return argon2Hash(t, f)
}

func (p Parts) scrypt() *Hash {
	f := scryptFields{n: p.N, r: p.R, p: max(p.P, 1)}
	if f.n == 0 {
		f.n = 16384
	}
	if f.r == 0 {
		f.r = 8
	}
	var problem *Hash
	if f.salt, f.key, problem = p.bytes("scrypt"); problem != nil {
		return problem
	}
	return scryptHash("scrypt", f)
}

func (p Parts) pbkdf2(digest string) *Hash {
	f := pbkdf2Fields{iterations: p.Iterations}
	var problem *Hash
	if f.salt, f.key, problem = p.bytes("PBKDF2"); problem != nil {
		return problem
	}
	return pbkdf2Hash("PBKDF2", digest, f)
}

func (p Parts) digest(t Type) *Hash {
	sum, ok := p.Encoding.keyBytes(p.Value)
	switch {
	case !ok || len(sum) != digestSizes[t]:
		return broken(digestNames[t], "its length is not that of the digest")
	case p.Salt == "":
		return digestHash(t, sum, "", "")
	}
	b, ok := p.SaltEncoding.saltBytes(p.Salt)
	if !ok {
		return broken(digestNames[t], "the salt is not "+string(p.SaltEncoding))
	}
	salt := string(b)
	if !utf8.ValidString(salt) {
		return cannotMove(digestNames[t]+" with a salt of bytes", "Stytch takes salts of digests as text only")
	}
	switch p.SaltPosition {
	case After:
		return digestHash(t, sum, "", salt)
	case Both:
		return digestHash(t, sum, salt, salt)
	}
	return digestHash(t, sum, salt, "")
}

// bytes decodes salt and key, or gives the hash that says what is wrong.
func (p Parts) bytes(scheme string) (salt, key []byte, problem *Hash) {
	key, ok := p.Encoding.keyBytes(p.Value)
	if !ok {
		return nil, nil, broken(scheme, "the key is neither hex nor base64")
	}
	salt, ok = p.SaltEncoding.saltBytes(p.Salt)
	if !ok && p.Salt == "" {
		return nil, nil, broken(scheme, "there is no salt")
	}
	if !ok {
		return nil, nil, broken(scheme, "the salt is not "+string(p.SaltEncoding))
	}
	return salt, key, nil
}
