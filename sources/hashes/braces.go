package hashes

import (
	"regexp"
	"strings"
)

var (
	braces      = regexp.MustCompile(`^\{([A-Za-z0-9-]{2,24})\}(.+)$`)
	ldapPBKDF2  = regexp.MustCompile(`^([0-9]{1,10})\$([^$]+)\$([^$]+)$`)
	forgeRock   = regexp.MustCompile(`^([0-9]{1,10}):([A-Za-z0-9+/=]+)$`)
	forgeScheme = regexp.MustCompile(`^pbkdf2hmac(sha(?:1|256|384|512))$`)
)

// readBraces takes {SCHEME}rest: the unsalted digests of LDAP directories
// (RFC 2307), hashes of other schemes behind a name as {CRYPT} and Spring
// Security write them, and the PBKDF2 of OpenLDAP and ForgeRock.
func readBraces(text, _ string) *Hash {
	m := braces.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	scheme, rest := simple(m[1]), m[2]
	switch scheme {
	case "md5", "sha", "sha1", "sha512":
		return ldapDigest(digestTypes[scheme], rest)
	case "sha256", "sha384", "sha224":
		return cannotMove(knownDigest(scheme), noDigest)
	case "pkcs5s2":
		return sha1PBKDF2() // Atlassian
	case "smd5", "ssha", "ssha1", "ssha224", "ssha256", "ssha384", "ssha512":
		return saltedLDAP(strings.ToUpper(scheme))
	case "crypt", "bcrypt", "argon2":
		return behindName(rest)
	case "noop", "cleartext", "plain":
		return plainText()
	case "pbkdf2", "pbkdf2sha1":
		return namelessPBKDF2(rest)
	case "pbkdf2sha256", "pbkdf2sha512":
		return openLDAP(strings.TrimPrefix(scheme, "pbkdf2"), rest)
	}
	if f := forgeScheme.FindStringSubmatch(scheme); f != nil {
		return forgeRockPBKDF2(f[1], rest)
	}
	return nil
}

func ldapDigest(t Type, rest string) *Hash {
	sum, ok := unbase64(rest)
	if !ok || len(sum) != digestSizes[t] {
		if sum, ok = unhex(rest); !ok || len(sum) != digestSizes[t] {
			return broken(digestNames[t], "its length is not that of the digest")
		}
	}
	return digestHash(t, sum, "", "")
}

// behindName reads the hash behind a name that only says where to look. What
// shows no scheme of its own is the oldest crypt, DES.
func behindName(rest string) *Hash {
	if !strings.HasPrefix(rest, "$") {
		return cannotMove("DES-crypt", noCrypt)
	}
	return Parse(rest)
}

// namelessPBKDF2 meets OpenLDAP's SHA-1 form, or Spring Security's, which is
// salt and key in hex and nothing else.
func namelessPBKDF2(rest string) *Hash {
	if ldapPBKDF2.MatchString(rest) {
		return sha1PBKDF2()
	}
	return cannotMove("Spring PBKDF2", "iterations, digest and secret are settings of the app and not in the hash")
}

// openLDAP takes {PBKDF2-SHA512}60000$salt$key (OpenLDAP pw-pbkdf2).
func openLDAP(digest, rest string) *Hash {
	m := ldapPBKDF2.FindStringSubmatch(rest)
	if m == nil {
		return broken("PBKDF2", "it is not of the form {PBKDF2-SHA256}iterations$salt$key")
	}
	iterations := integer(m[1])
	salt, saltOK := unbase64(m[2])
	key, keyOK := unbase64(m[3])
	if !saltOK || !keyOK {
		return broken("PBKDF2", "salt or key is not base64")
	}
	return pbkdf2Hash("LDAP PBKDF2", digest, pbkdf2Fields{iterations: iterations, salt: salt, key: key})
}

// forgeRockPBKDF2 takes {PBKDF2-HMAC-SHA256}10:base64, where the base64 holds
// the key, as long as the digest, and the salt behind it.
func forgeRockPBKDF2(digest, rest string) *Hash {
	size := map[string]int{"sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64}[digest]
	m := forgeRock.FindStringSubmatch(rest)
	if m == nil {
		return broken("PBKDF2", "it is not of the form {PBKDF2-HMAC-SHA256}iterations:base64")
	}
	b, ok := unbase64(m[2])
	if !ok || len(b) <= size {
		return broken("PBKDF2", "the key is shorter than the digest")
	}
	iterations := integer(m[1])
	return pbkdf2Hash("ForgeRock PBKDF2", digest, pbkdf2Fields{iterations: iterations, salt: b[size:], key: b[:size]})
}
