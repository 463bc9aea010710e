package hashes

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
)

// scanTo is how far a scan over iteration counts goes: above the default of
// every known program (Django 6.0: 1,200,000).
const scanTo = 1_300_000

var pbkdf2Digests = []struct {
	name string
	new  newHash
}{{"sha256", sha256.New}, {"sha512", sha512.New}, {"sha1", sha1.New}}

// pbkdf2Attempts are first the given iterations with all digests and salts,
// then all iteration counts up to scanTo: PBKDF2 passes through them anyway.
func pbkdf2Attempts(m material, password variant) []attempt {
	salts := m.salted()
	if len(salts) == 0 || len(m.keys) == 0 {
		return nil
	}
	var given, scanned []attempt
	for _, salt := range salts {
		for _, digest := range pbkdf2Digests {
			scan := pbkdf2Scan{m, digest.name, digest.new, salt, password}
			if n := m.parts.Iterations; n > 0 && n <= maxIterations {
				given = append(given, scan.attempt(n, n))
			}
			scanned = append(scanned, scan.attempt(1, scanTo))
		}
	}
	return append(given, scanned...)
}

// pbkdf2Scan looks for the iteration count of one digest and salt.
type pbkdf2Scan struct {
	m              material
	digest         string
	new            newHash
	salt, password variant
}

func (s pbkdf2Scan) attempt(from, to int) attempt {
	var key variant
	a := attempt{cost: int64(to)/2000 + 1}
	a.settings = s.m.changed(s.m.typed("pbkdf2"), []Setting{{FieldAlgorithm, s.digest}}, s.salt.settings, s.password.settings)
	a.open = func() (bool, []Setting) {
		k, iterations, ok := s.find(from, to)
		key = k
		return ok, s.m.changed(k.settings, []Setting{setting(FieldIterations, iterations)})
	}
	if s.digest != "sha1" && sendable(s.password) {
		a.hash = func(all []Setting) *Hash { return s.m.hash(key.bytes, s.salt.bytes, all) }
	}
	return a
}

// find computes the first block of PBKDF2 (RFC 8018, section 5.2), which is
// how every longer key begins, and compares it from iteration from on.
func (s pbkdf2Scan) find(from, to int) (key variant, iterations int, ok bool) {
	mac := hmac.New(s.new, s.password.bytes)
	mac.Write(s.salt.bytes)
	mac.Write([]byte{0, 0, 0, 1})
	u := mac.Sum(nil)
	block := bytes.Clone(u)
	for n := 1; ; n++ {
		if n >= from {
			if key, ok := s.m.keyBeginningWith(block); ok {
				return key, n, true
			}
		}
		if n == to {
			return variant{}, 0, false
		}
		mac.Reset()
		mac.Write(u)
		u = mac.Sum(u[:0])
		for i := range block {
			block[i] ^= u[i]
		}
	}
}
