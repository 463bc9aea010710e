// Package hashes turns password hashes as providers write them into the form
// that Stytch takes, says why one cannot move, and checks a password against
// one on this machine.
//
//	h := hashes.Parse("pbkdf2_sha256$600000$salt$9jxd...")
//	if h.Type == "" {
//		fmt.Println(h.Why) // cannot move
//	} else if problem := h.Problem(); problem != "" {
//		fmt.Println(problem) // Stytch would refuse it
//	}
//	ok, err := hashes.Check(h, password)
//
// # Reading
//
// Parse reads a hash that names its own scheme. Hashes in pieces have doors of
// their own (Keycloak, FusionAuth, Auth0Custom, Clerk, PassportLocalMongoose),
// and FromParts takes columns of any table. What comes out is sent to Stytch
// as it is, by Call.Body; what cannot move has a reason and never keeps the
// text that it was read from, which may be a password.
//
// # Checking
//
// Check computes a hash with what would be sent, so that an operator can try
// one password before a million users move. Where it does not open, Diagnose
// and DiagnoseParts look for the mistake and name the setting.
//
// No function of this package takes longer or more memory than the bounds in
// limits.go, whatever an export asks for.
package hashes

// Type names the scheme of a password hash in Stytch's words, so that a Hash
// of one of these types can be sent as it is.
type Type string

// The hash types that Stytch takes (docs: API reference, passwords/migrate).
const (
	Bcrypt   Type = "bcrypt"
	Scrypt   Type = "scrypt"
	Argon2i  Type = "argon_2i"
	Argon2id Type = "argon_2id"
	MD5      Type = "md_5"
	SHA1     Type = "sha_1"
	SHA512   Type = "sha_512"
	Phpass   Type = "phpass"
	PBKDF2   Type = "pbkdf_2"
)

// Hash is a password hash. Where Type is empty the scheme cannot move to
// Stytch, Scheme says which it is and Why says why not.
type Hash struct {
	Type   Type
	Value  string // in the encoding that Stytch expects for Type
	Scheme string // "bcrypt", "firebase scrypt", "hmac", ... for people
	Why    string // one sentence, only where Type is empty

	// Config is the *_config object of the migrate call (salt, parameters),
	// nil where Type needs none. Keys are Stytch's field names.
	Config map[string]any
}
