package hashes

import "regexp"

// Clerk reads a digest with its password_hasher (Clerk's API reference, create
// user). nil means no hash.
func Clerk(hasher, digest string) *Hash {
	if simple(hasher) == "pbkdf2sha256" {
		return clerkPBKDF2(digest)
	}
	return FromParts(Parts{Type: hasher, Value: digest})
}

// clerkPBKDF2 differs from Django's form in its salt, which is base64.
func clerkPBKDF2(digest string) *Hash {
	m := djangoPBKDF2.FindStringSubmatch(digest)
	if m == nil {
		return Parse(digest)
	}
	return FromParts(Parts{Type: "pbkdf2", Algorithm: m[1], Value: m[4], Encoding: Base64, Salt: m[3], SaltEncoding: Base64, Iterations: integer(m[2])})
}

var (
	clerkHex      = regexp.MustCompile(`^pbkdf2_sha512(?:_hex)?\$([0-9]{1,10})\$([0-9a-fA-F]+)\$([0-9a-fA-F]+)$`)
	clerkSaltForm = regexp.MustCompile(`^([^$]+)\$([0-9a-fA-F]+)$`)
)

// clerkPBKDF2Hex takes pbkdf2_sha512_hex, with salt and key in hex.
func clerkPBKDF2Hex(p Parts) *Hash {
	m := clerkHex.FindStringSubmatch(p.Value)
	if m == nil {
		return broken("PBKDF2", "it is not of the form pbkdf2_sha512$iterations$salt$key in hex")
	}
	p = Parts{Value: m[3], Encoding: Hex, Salt: m[2], SaltEncoding: Hex, Iterations: integer(m[1])}
	return p.pbkdf2("sha512")
}

// clerkSaltedMD5 takes salt$hex.
func clerkSaltedMD5(p Parts) *Hash {
	if m := clerkSaltForm.FindStringSubmatch(p.Value); m != nil {
		p.Salt, p.Value = m[1], m[2]
	}
	p.Encoding = Hex
	return p.digest(MD5)
}
