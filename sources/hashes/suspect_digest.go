package hashes

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
)

// newHash makes a digest.
type newHash func() hash.Hash

// digestsBySize are the digests by the length of their sums. Those that Stytch
// does not take are tried too, because knowing it ends the search.
var digestsBySize = map[int]struct {
	name string // for FieldType
	new  newHash
}{
	16: {"md5", md5.New},
	20: {"sha1", sha1.New},
	28: {"sha224", sha256.New224},
	32: {"sha256", sha256.New},
	48: {"sha384", sha512.New384},
	64: {"sha512", sha512.New},
}

// composition is a way in which programs mix a salt into a password.
type composition struct {
	setting Setting
	movable bool
	salted  bool // needs a salt
	mix     func(new newHash, salt, password []byte) []byte
}

var compositions = []composition{
	{Setting{FieldSaltPosition, string(Before)}, true, true, func(new newHash, s, p []byte) []byte { return sum(new, s, p) }},
	{Setting{FieldSaltPosition, string(After)}, true, true, func(new newHash, s, p []byte) []byte { return sum(new, p, s) }},
	{Setting{FieldSaltPosition, string(Both)}, true, true, func(new newHash, s, p []byte) []byte { return sum(new, s, p, s) }},
	{Setting{FieldSalt, noSalt}, true, false, func(new newHash, _, p []byte) []byte { return sum(new, p) }},
	{Setting{FieldType, "hmac"}, false, true, keyed},
	{Setting{FieldType, "hmac"}, false, true, func(new newHash, s, p []byte) []byte { return keyed(new, p, s) }},
	{Setting{FieldPassword, "hashed twice"}, false, false, func(new newHash, s, p []byte) []byte { return sum(new, s, first(new, p)) }},
	{Setting{FieldPassword, "hashed twice"}, false, true, func(new newHash, s, p []byte) []byte { return sum(new, first(new, p), s) }},
	{Setting{FieldPassword, "md5 in hex"}, false, false, func(new newHash, s, p []byte) []byte { return sum(new, s, first(md5.New, p)) }},
}

func sum(new newHash, parts ...[]byte) []byte {
	h := new()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

func keyed(new newHash, key, text []byte) []byte {
	mac := hmac.New(new, key)
	mac.Write(text)
	return mac.Sum(nil)
}

// first is the hex text of a digest that is hashed again.
func first(new newHash, password []byte) []byte {
	return []byte(hex.EncodeToString(sum(new, password)))
}

// digestAttempts goes over all readings and compositions; together they take
// less than a millisecond.
func digestAttempts(m material, password variant) []attempt {
	var all []attempt
	for _, key := range m.keys {
		for _, salt := range m.salts {
			for _, c := range compositions {
				if c.salted && len(salt.bytes) == 0 {
					continue
				}
				if a, ok := m.digestAttempt(key, salt, password, c); ok {
					all = append(all, a)
				}
			}
		}
	}
	return all
}

func (m material) digestAttempt(key, salt, password variant, c composition) (attempt, bool) {
	digest, ok := digestsBySize[len(key.bytes)]
	if !ok {
		return attempt{}, false
	}
	if c.setting.Value == noSalt {
		salt = variant{}
	}
	name := []Setting{{FieldType, digest.name}}
	if c.setting.Field == FieldType {
		name = nil
	}
	a := attempt{settings: m.changed(name, key.settings, salt.settings, []Setting{c.setting}, password.settings)}
	a.open = func() (bool, []Setting) {
		return bytes.Equal(c.mix(digest.new, salt.bytes, password.bytes), key.bytes), nil
	}
	if c.movable && sendable(password) {
		a.hash = func(s []Setting) *Hash { return m.hash(key.bytes, salt.bytes, s) }
	}
	return a, true
}
