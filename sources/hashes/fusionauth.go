package hashes

import (
	"fmt"
	"strings"
)

// FusionAuth reads the password of a FusionAuth user, whose bcrypt hash is
// kept in pieces: the cost as factor, the salt (22 characters) and the rest
// (31). scheme is encryptionScheme.
func FusionAuth(scheme string, factor int, salt, password string) *Hash {
	if password == "" {
		return nil
	}
	switch scheme {
	case "bcrypt":
		if strings.HasPrefix(password, "$2") {
			return Parse(password)
		}
		return readBcrypt(fmt.Sprintf("$2a$%02d$%s%s", factor, salt, password), "")
	case "salted-pbkdf2-hmac-sha256", "salted-pbkdf2-hmac-sha256-512":
		return FromParts(Parts{Type: "pbkdf2_sha256", Value: password, Encoding: Base64, Salt: salt, SaltEncoding: Base64, Iterations: factor})
	case "salted-pbkdf2-hmac-sha512-512":
		return FromParts(Parts{Type: "pbkdf2_sha512", Value: password, Encoding: Base64, Salt: salt, SaltEncoding: Base64, Iterations: factor})
	case "salted-sha256":
		return sha256Digest(" with salt")
	case "salted-hmac-sha256":
		return hmacDigest()
	}
	return cannotMove("FusionAuth, another scheme", "FusionAuth's scheme has no hash type at Stytch")
}
