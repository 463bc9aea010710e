package hashes

import (
	"regexp"
	"strconv"
	"strings"
)

// Django writes algorithm$...; its salts are text, whose bytes are used
// (django.contrib.auth.hashers).

func readDjangoBcrypt(text, rest string) *Hash {
	return readBcrypt(rest, "")
}

func readDjangoArgon2(text, rest string) *Hash {
	switch kind, _, _ := strings.Cut(rest, "$"); kind {
	case "argon2i", "argon2id":
		return readArgon2("$"+rest, "")
	case "argon2d":
		return argon2d()
	}
	return nil
}

var djangoPBKDF2 = regexp.MustCompile(`^pbkdf2_(sha[0-9]{1,3}|md5)\$([0-9]{1,10})\$([^$]*)\$([A-Za-z0-9+/=_-]+)$`)

// readDjangoPBKDF2 takes pbkdf2_sha256$870000$salt$base64. Clerk writes its
// SHA-512 variant with a key in hex.
func readDjangoPBKDF2(text, rest string) *Hash {
	m := djangoPBKDF2.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	iterations := integer(m[2])
	key, ok := Auto.keyBytes(m[4])
	if !ok {
		return broken("PBKDF2", "the key is not base64")
	}
	return pbkdf2Hash("Django PBKDF2", m[1], pbkdf2Fields{iterations: iterations, salt: []byte(m[3]), key: key})
}

var djangoScrypt = regexp.MustCompile(`^scrypt\$([^$]+)\$([^$]+)\$([0-9]{1,9})\$([0-9]{1,9})\$([A-Za-z0-9+/=_-]+)$`)

// readDjangoScrypt takes scrypt$16384$salt$8$1$base64 (N before the salt), and
// the same with the salt first, as some write it.
func readDjangoScrypt(text, rest string) *Hash {
	m := djangoScrypt.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	work, salt := m[1], m[2]
	n, err := strconv.Atoi(work)
	if err != nil {
		work, salt = salt, work
		if n, err = strconv.Atoi(work); err != nil {
			return nil
		}
	}
	key, ok := unbase64(m[5])
	if !ok {
		return broken("scrypt", "the key is not base64")
	}
	f := scryptFields{n: n, salt: []byte(salt), key: key}
	f.r = integer(m[3])
	f.p = integer(m[4])
	return scryptHash("Django scrypt", f)
}

var djangoDigest = regexp.MustCompile(`^(md5|sha1)\$([^$]*)\$([0-9a-fA-F]+)$`)

// readDjangoDigest takes md5$salt$hex and sha1$salt$hex: the digest of salt
// and password. Werkzeug wrote the same form for an HMAC, with salts of 8 and
// later 16 characters, which Django never had.
func readDjangoDigest(text, rest string) *Hash {
	m := djangoDigest.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	t := digestTypes[m[1]]
	sum, ok := unhex(m[3])
	if !ok || len(sum) != digestSizes[t] {
		return nil
	}
	if len(m[2]) == 8 || len(m[2]) == 16 {
		return ambiguous(digestNames[t]+" or HMAC", "Django wrote a salted digest in this form and Werkzeug an HMAC, which cannot move")
	}
	return digestHash(t, sum, m[2], "")
}
