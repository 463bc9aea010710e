package migrator

import (
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"

	"example.com/usher/sources"
)

var (
	bcryptForm = regexp.MustCompile(`^\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}$`)
	phpassForm = regexp.MustCompile(`^\$P\$[./0-9A-Za-z]{31}$`)
)

// hashProblem says why Stytch would refuse a hash for its form (docs: API
// reference, passwords/migrate), or "".
func hashProblem(h *sources.Hash) string {
	switch h.Type {
	case sources.Bcrypt:
		if !bcryptForm.MatchString(h.Value) {
			return "not a bcrypt hash of 60 characters with a cost of 4 to 31"
		}
	case sources.Phpass:
		if !phpassForm.MatchString(h.Value) {
			return "not a phpass hash"
		}
	case sources.MD5:
		return hexProblem(h.Value, 16, "MD5")
	case sources.SHA1:
		return hexProblem(h.Value, 20, "SHA-1")
	case sources.SHA512:
		return hexProblem(h.Value, 64, "SHA-512")
	case sources.Argon2i:
		return prefixProblem(h, "$argon2i$")
	case sources.Argon2id:
		return prefixProblem(h, "$argon2id$")
	case sources.Scrypt:
		return prefixProblem(h, "$scrypt$")
	case sources.PBKDF2:
		if h.Config == nil {
			return "PBKDF2 without salt and iterations"
		}
		if _, err := base64.StdEncoding.DecodeString(h.Value); err != nil {
			return "PBKDF2 key that is not base64"
		}
	default:
		return "a hash type that Stytch does not know"
	}
	return ""
}

func hexProblem(s string, bytes int, name string) string {
	if b, err := hex.DecodeString(s); err != nil || len(b) != bytes {
		return "not a hexadecimal " + name + " hash"
	}
	return ""
}

// prefixProblem checks a PHC string; with a config the value is the bare key.
func prefixProblem(h *sources.Hash, prefix string) string {
	if h.Config == nil && !strings.HasPrefix(h.Value, prefix) {
		return "not a PHC string that begins with " + prefix
	}
	return ""
}
