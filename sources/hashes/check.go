package hashes

import (
	"crypto/subtle"
	"errors"

	"golang.org/x/text/unicode/norm"
)

// Errors of Check.
var (
	// ErrCannotMove: the hash has no type that Stytch takes.
	ErrCannotMove = errors.New("hash cannot move")
	// ErrProblem: Stytch would refuse the hash; Problem says why.
	ErrProblem = errors.New("hash would be refused")
	// ErrTooCostly: the hash is valid, but checking it here would take
	// minutes or more.
	ErrTooCostly = errors.New("hash too costly to check on this machine")
	// ErrLongPassword: the password has more than 4 KiB.
	ErrLongPassword = errors.New("password too long")
)

// Check says whether a password opens a hash, computed on this machine with
// the very values that would be sent to Stytch. It takes as long as the
// hash's own cost says, up to half a minute; a hash that would take longer,
// or that Problem refuses, is not computed. Neither the password nor the hash
// is kept or part of an error.
//
// Better Auth normalises passwords (NFKC) before it hashes them: for its
// hashes the normalised password counts as well. Caveat tells when that made
// the difference.
func Check(h *Hash, password string) (bool, error) {
	if err := checkable(h, password); err != nil {
		return false, err
	}
	ok, err := check(h, password)
	if ok || err != nil || h.Scheme != BetterAuth {
		return ok, err
	}
	if normal := norm.NFKC.String(password); normal != password {
		return check(h, normal)
	}
	return false, nil
}

func checkable(h *Hash, password string) error {
	switch {
	case h == nil || h.Type == "":
		return ErrCannotMove
	case h.Problem() != "":
		return ErrProblem
	case len(password) > maxPassword:
		return ErrLongPassword
	case h.Type == Bcrypt && bcryptCost(h.Value) > maxBcryptCost,
		h.Type == Phpass && phpassLog2(h.Value) > maxPhpassLog2:
		return ErrTooCostly
	}
	return nil
}

func check(h *Hash, password string) (bool, error) {
	switch h.Type {
	case Bcrypt:
		return checkBcrypt(h, password)
	case Phpass:
		return checkPhpass(h, password)
	case MD5, SHA1, SHA512:
		return checkDigest(h, password)
	case Argon2i, Argon2id:
		return checkArgon2(h, password)
	case Scrypt:
		return checkScrypt(h, password)
	default:
		return checkPBKDF2(h, password)
	}
}

func equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// Caveat is what the operator should know although the password opens the
// hash, or "".
func Caveat(h *Hash, password string) string {
	switch {
	case h.Scheme == BetterAuth && norm.NFKC.String(password) != password:
		return "Better Auth normalised this password (NFKC) before hashing it; Stytch gets it as the app sends it, so the app has to normalise it too."
	case h.Type == Bcrypt && len(password) > 72:
		return "bcrypt reads the first 72 bytes of a password only, and this one is longer."
	}
	return ""
}
