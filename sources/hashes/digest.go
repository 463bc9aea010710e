package hashes

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// Keys of md_5_config, sha_1_config and sha_512_config. The salts are text,
// put before and after the password.
const (
	prependKey = "prepend_salt"
	appendKey  = "append_salt"
)

var digestNames = map[Type]string{MD5: "MD5", SHA1: "SHA-1", SHA512: "SHA-512"}

var digestSizes = map[Type]int{MD5: md5.Size, SHA1: sha1.Size, SHA512: sha512.Size}

// digestHash gives a digest in hex; both salts are sent when one is there,
// because Stytch's schema requires both.
func digestHash(t Type, sum []byte, before, after string) *Hash {
	h := &Hash{Type: t, Value: hex.EncodeToString(sum), Scheme: digestNames[t]}
	if before != "" || after != "" {
		h.Scheme += " with salt"
		h.Config = map[string]any{prependKey: before, appendKey: after}
	}
	return h
}

func digestProblem(h *Hash) string {
	name := digestNames[h.Type]
	if sum, ok := unhex(h.Value); !ok || len(sum) != digestSizes[h.Type] {
		return "not a hexadecimal " + name + " hash"
	}
	before, after := digestSalts(h)
	if !utf8.ValidString(before) || !utf8.ValidString(after) {
		return name + " with a salt that is not text"
	}
	if len(before) > maxSaltLength || len(after) > maxSaltLength {
		return name + " with a salt that is too long"
	}
	return ""
}

func digestSalts(h *Hash) (before, after string) {
	before, _ = h.Config[prependKey].(string)
	after, _ = h.Config[appendKey].(string)
	return before, after
}

func checkDigest(h *Hash, password string) (bool, error) {
	want, _ := unhex(h.Value)
	before, after := digestSalts(h)
	return equal(digestOf(h.Type, before+password+after), want), nil
}

func digestOf(t Type, text string) []byte {
	switch t {
	case MD5:
		sum := md5.Sum([]byte(text))
		return sum[:]
	case SHA1:
		sum := sha1.Sum([]byte(text))
		return sum[:]
	default:
		sum := sha512.Sum512([]byte(text))
		return sum[:]
	}
}

// digestTypes are the digests that Stytch takes, by how their names read
// without their punctuation.
var digestTypes = map[string]Type{"md5": MD5, "sha1": SHA1, "sha": SHA1, "sha512": SHA512}

// readBareHex meets a digest without a name.
func readBareHex(text string) *Hash {
	sum, ok := unhex(text)
	if !ok {
		return nil
	}
	switch len(sum) {
	case 16:
		return ambiguous("hex of 32 digits", "the text is a digest in hex that can be MD5, NTLM or another")
	case 20:
		return ambiguous("hex of 40 digits", "the text is a digest in hex that can be SHA-1, RIPEMD-160 or another")
	case 32:
		return sha256Digest("")
	case 64:
		return ambiguous("hex of 128 digits", "the text is a digest in hex that can be SHA-512, Whirlpool or another")
	}
	return nil
}

// knownDigest names a digest for people; what is no name of one is hostile.
func knownDigest(name string) string {
	switch plain := simple(name); plain {
	case "md4", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ripemd160", "whirlpool":
		return strings.ToUpper(plain)
	}
	return "another digest"
}

// simple writes a name of an algorithm in lower case without punctuation, so
// that "PBKDF2-SHA256", "pbkdf2_sha256" and "pbkdf2:sha256" are one.
func simple(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}
