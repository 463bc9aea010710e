package hashes

import "regexp"

// BetterAuth is the scheme of Better Auth's hashes, whose passwords are
// normalised (NFKC) before hashing.
const BetterAuth = "Better Auth scrypt"

var betterAuth = regexp.MustCompile(`^([0-9a-f]{32}):([0-9a-f]{128})$`)

// readBetterAuth takes salt:key, both in hex. The salt of the scrypt call is
// the hex text, not the bytes that it spells (better-auth's password module:
// N 16384, r 16, p 1, a key of 64 bytes).
func readBetterAuth(text string) *Hash {
	m := betterAuth.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	key, _ := unhex(m[2])
	return scryptHash(BetterAuth, scryptFields{n: 16384, r: 16, p: 1, salt: []byte(m[1]), key: key})
}
