package hashes

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"slices"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// What an app may do to a password by a rule that it can apply again.
const (
	asTrimmed = "trimmed"
	asNFKC    = "nfkc"
	asNFC     = "nfc"
	asNFD     = "nfd"
	asLower   = "lower case"
)

// passwordVariants are what an app may have made of a password before it
// hashed it, the password itself first.
func passwordVariants(password string) []variant {
	all := []variant{{bytes: []byte(password)}}
	add := func(b []byte, how string) {
		all = addVariant(all, b, Setting{FieldPassword, how})
	}
	b := []byte(password)
	add(bytes.TrimSpace(b), asTrimmed)
	add(norm.NFKC.Bytes(b), asNFKC)
	add(norm.NFC.Bytes(b), asNFC)
	add(norm.NFD.Bytes(b), asNFD)
	if latin, err := charmap.ISO8859_1.NewEncoder().Bytes(b); err == nil {
		add(latin, "latin-1")
	}
	if wide, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes(b); err == nil {
		add(wide, "utf-16")
	}
	add(bytes.ToLower(b), asLower)
	return all
}

// sendable says whether an app could send such a password to Stytch: text
// that it made by a rule which it can apply again.
func sendable(p variant) bool {
	return !slices.ContainsFunc(p.settings, func(s Setting) bool {
		return !slices.Contains([]string{asTrimmed, asNFKC, asNFC, asNFD, asLower}, s.Value)
	})
}

// hashedBefore are digests that apps put in front of bcrypt, to take longer
// passwords or because the browser hashes.
func hashedBefore(password string) []variant {
	b := []byte(password)
	sha256Sum, md5Sum, sha1Sum, sha512Sum := sha256.Sum256(b), md5.Sum(b), sha1.Sum(b), sha512.Sum512(b)
	var all []variant
	for _, d := range []struct {
		name string
		sum  []byte
	}{{"sha-256", sha256Sum[:]}, {"md5", md5Sum[:]}, {"sha-1", sha1Sum[:]}, {"sha-512", sha512Sum[:]}} {
		all = addVariant(all, []byte(hex.EncodeToString(d.sum)), Setting{FieldPassword, d.name + " in hex"})
		all = addVariant(all, []byte(base64Of(d.sum)), Setting{FieldPassword, d.name + " in base64"})
	}
	return all
}
