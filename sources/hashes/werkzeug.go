package hashes

import (
	"regexp"
)

// Werkzeug (Flask) writes method$salt$hex; the salt is text, whose bytes are
// used (werkzeug.security).

var (
	werkzeugScrypt = regexp.MustCompile(`^scrypt:([0-9]{1,9}):([0-9]{1,9}):([0-9]{1,9})\$([^$]+)\$([0-9a-fA-F]+)$`)
	werkzeugPBKDF2 = regexp.MustCompile(`^pbkdf2:([a-z0-9]{1,12}):([0-9]{1,10})\$([^$]+)\$([0-9a-fA-F]+)$`)
	werkzeugHMAC   = regexp.MustCompile(`^sha(224|256|384|512)\$[^$]*\$[0-9a-fA-F]{56,128}$`)
)

func readWerkzeugScrypt(text, rest string) *Hash {
	m := werkzeugScrypt.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	key, ok := unhex(m[5])
	if !ok {
		return broken("scrypt", "the key is not hex")
	}
	f := scryptFields{salt: []byte(m[4]), key: key}
	f.n = integer(m[1])
	f.r = integer(m[2])
	f.p = integer(m[3])
	return scryptHash("Werkzeug scrypt", f)
}

func readWerkzeugPBKDF2(text, rest string) *Hash {
	m := werkzeugPBKDF2.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	key, ok := unhex(m[4])
	if !ok {
		return broken("PBKDF2", "the key is not hex")
	}
	iterations := integer(m[2])
	return pbkdf2Hash("Werkzeug PBKDF2", m[1], pbkdf2Fields{iterations: iterations, salt: []byte(m[3]), key: key})
}

// readWerkzeugHMAC meets method$salt$hex of Werkzeug before 2.0, where the
// salt is the key of an HMAC.
func readWerkzeugHMAC(text, rest string) *Hash {
	if !werkzeugHMAC.MatchString(text) {
		return nil
	}
	return hmacDigest()
}
