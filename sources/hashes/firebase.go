package hashes

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"strconv"
	"strings"

	"golang.org/x/crypto/scrypt"
)

// Firebase classifies a passwordHash of Firebase: Google's scrypt, which
// cannot move, a placeholder (Redacted), or the plain text that the emulator
// writes. nil means no hash.
func Firebase(passwordHash []byte) *Hash {
	passwordHash = bytes.TrimSpace(passwordHash)
	switch {
	case len(passwordHash) == 0:
		return nil
	case bytes.HasPrefix(passwordHash, []byte("fakeHash:")):
		return readEmulator("", "")
	case len(passwordHash) <= len("UkVEQUNURUQ9PT0="):
		if h := readRedacted(string(passwordHash)); h != nil {
			return h
		}
	}
	h := noFirebase // nearly every user has one: it is made once
	return &h
}

var noFirebase = *firebaseScrypt()

// FirebaseParameters are a Firebase project's hash parameters (console,
// Authentication, Users, menu, Password hash parameters). With them, Opens
// checks a hash that cannot move, for a check of an export or for a bridge that
// checks passwords at their first login. SignerKey is a secret of the project.
type FirebaseParameters struct {
	SignerKey     []byte
	SaltSeparator []byte
	Rounds        int // scrypt r, 1 to 8
	MemCost       int // binary logarithm of scrypt N, 1 to 14
}

// ParseFirebaseParameters reads what the console shows; it is no JSON:
//
//	hash_config {
//	  algorithm: SCRYPT,
//	  base64_signer_key: jxspr8Ki...,
//	  base64_salt_separator: Bw==,
//	  rounds: 8,
//	  mem_cost: 14,
//	}
//
// ok is false where a parameter is missing or out of range.
func ParseFirebaseParameters(text string) (p FirebaseParameters, ok bool) {
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(line, ":")
		value = strings.Trim(value, " \t\r\n,\"")
		switch strings.Trim(name, " \t\"") {
		case "base64_signer_key":
			p.SignerKey, _ = unbase64(value) // none is noticed below
		case "base64_salt_separator":
			p.SaltSeparator, _ = unbase64(value)
		case "rounds":
			p.Rounds, _ = strconv.Atoi(value)
		case "mem_cost":
			p.MemCost, _ = strconv.Atoi(value)
		}
	}
	return p, p.valid()
}

// valid: Firebase itself allows no more (docs: Admin SDK, import users).
func (p FirebaseParameters) valid() bool {
	return len(p.SignerKey) > 0 && p.Rounds >= 1 && p.Rounds <= 8 && p.MemCost >= 1 && p.MemCost <= 14
}

// Opens says whether a password belongs to a passwordHash and its salt, both
// as an export has them (base64 of either alphabet). Firebase encrypts the
// signer key with a key that scrypt derives from the password (repository
// firebase/scrypt).
func (p FirebaseParameters) Opens(passwordHash, salt, password string) bool {
	want, hashOK := unbase64(passwordHash)
	salted, saltOK := unbase64(salt)
	if !p.valid() || !hashOK || !saltOK || len(password) > maxPassword {
		return false
	}
	key, err := scrypt.Key([]byte(password), append(bytes.Clone(salted), p.SaltSeparator...), 1<<p.MemCost, p.Rounds, 1, 32)
	if err != nil {
		return false
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return false
	}
	got := make([]byte, len(p.SignerKey))
	cipher.NewCTR(block, make([]byte, aes.BlockSize)).XORKeyStream(got, p.SignerKey)
	return equal(got, want)
}
