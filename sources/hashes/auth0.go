package hashes

import (
	"encoding/json"
	"regexp"
)

// auth0Custom is Auth0's custom_password_hash (docs: bulk user import schema).
type auth0Custom struct {
	Algorithm string
	Hash      struct{ Value, Encoding, Digest string }
	Salt      *struct{ Value, Encoding, Position string }
	Password  struct{ Encoding string }

	Keylen, Cost, BlockSize, Parallelization int
}

// Auth0Custom reads a custom_password_hash object. nil means no hash.
func Auth0Custom(object []byte) *Hash {
	var c auth0Custom
	if err := json.Unmarshal(object, &c); err != nil {
		return broken("Auth0 custom hash", "it is not JSON of its form")
	}
	if c.Hash.Value == "" {
		return nil
	}
	if e := simple(c.Password.Encoding); e != "" && e != "utf8" && e != "ascii" {
		return cannotMove("Auth0 "+knownAlgorithm(c.Algorithm), "the password was not hashed as UTF-8 text")
	}
	switch algorithm := simple(c.Algorithm); algorithm {
	case "bcrypt":
		if c.Salt != nil && c.Salt.Value != "" {
			return cannotMove("bcrypt with another salt", "Auth0 put a salt to the password before bcrypt, and Stytch cannot add it")
		}
		return Parse(c.Hash.Value)
	case "argon2", "pbkdf2":
		return Parse(c.Hash.Value)
	case "ldap":
		return c.ldap()
	case "scrypt":
		return c.scrypt()
	case "hmac":
		return hmacDigest()
	case "md5", "sha1", "sha512":
		return c.digest(algorithm)
	case "sha256":
		return sha256Digest("")
	default:
		return cannotMove(knownAlgorithm(algorithm), "Stytch has no hash type for this algorithm")
	}
}

// knownAlgorithm names an algorithm for people; a text that is no name of one
// is hostile.
func knownAlgorithm(name string) string {
	switch plain := simple(name); plain {
	case "bcrypt", "argon2", "scrypt", "pbkdf2", "hmac", "ldap":
		return plain
	}
	return knownDigest(name)
}

var inBraces = regexp.MustCompile(`^\{[A-Za-z0-9]+\}`)

func (c auth0Custom) ldap() *Hash {
	if !inBraces.MatchString(c.Hash.Value) {
		return broken("LDAP", "the scheme in braces is missing")
	}
	return Parse(c.Hash.Value)
}

func (c auth0Custom) scrypt() *Hash {
	p := c.parts("scrypt")
	p.N, p.R, p.P = c.Cost, c.BlockSize, c.Parallelization
	return FromParts(p)
}

func (c auth0Custom) digest(algorithm string) *Hash {
	p := c.parts(algorithm)
	if c.Salt != nil && c.Salt.Position == "suffix" {
		p.SaltPosition = After
	}
	return FromParts(p)
}

func (c auth0Custom) parts(kind string) Parts {
	p := Parts{Type: kind, Value: c.Hash.Value, Encoding: auth0Encoding(c.Hash.Encoding)}
	if c.Salt != nil {
		p.Salt, p.SaltEncoding = c.Salt.Value, auth0Encoding(c.Salt.Encoding)
	}
	return p
}

// auth0Encoding takes Auth0's names; utf8, the default, is text.
func auth0Encoding(name string) Encoding {
	switch simple(name) {
	case "hex":
		return Hex
	case "base64":
		return Base64
	}
	return Auto
}
