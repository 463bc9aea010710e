package hashes

import (
	"iter"
	"slices"
)

// suspicions are all attempts at a hash in parts, its own scheme before the
// others, and the password as typed before what an app may have made of it.
func suspicions(m material, password string) iter.Seq[attempt] {
	schemes := []func(material, variant) []attempt{digestAttempts, pbkdf2Attempts, scryptAttempts}
	switch m.kind {
	case "scrypt":
		schemes = []func(material, variant) []attempt{scryptAttempts, digestAttempts, pbkdf2Attempts}
	case "argon2", "argon2i", "argon2id":
		schemes = []func(material, variant) []attempt{argon2Attempts}
	}
	return func(yield func(attempt) bool) {
		for _, p := range passwordVariants(password) {
			for _, attempts := range schemes {
				for _, a := range attempts(m, p) {
					if !yield(a) {
						return
					}
				}
			}
		}
	}
}

// selfContained are the attempts at a hash that carries its own parameters:
// only the password can differ.
func selfContained(h *Hash, password string) iter.Seq[attempt] {
	return func(yield func(attempt) bool) {
		if checkable(h, password) != nil {
			return
		}
		for _, p := range slices.Concat(passwordVariants(password), hashedBefore(password)) {
			if !yield(wholeAttempt(h, p)) {
				return
			}
		}
	}
}

func wholeAttempt(h *Hash, p variant) attempt {
	a := attempt{settings: p.settings, cost: milliseconds(h)}
	a.open = func() (bool, []Setting) {
		ok, err := check(h, string(p.bytes))
		return ok && err == nil, nil
	}
	if sendable(p) {
		a.hash = func([]Setting) *Hash { return h }
	}
	return a
}
