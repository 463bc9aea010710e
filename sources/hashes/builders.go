package hashes

// builder makes a hash of one named type.
type builder struct {
	from func(Parts) *Hash
	// mayDescribeItself: a value that shows its scheme counts more than the
	// columns beside it.
	mayDescribeItself bool
}

// builders are the types that a mapping can name, without punctuation and in
// lower case. The last group is Clerk's password_hasher names.
var builders = map[string]builder{
	"":     {from: whole},
	"auto": {from: whole},

	"bcrypt":     {from: whole},
	"phpass":     {from: whole},
	"aspnet":     {from: whole},
	"betterauth": {from: whole},
	"django":     {from: whole},
	"werkzeug":   {from: whole},

	"argon2":   {argon2Parts(Argon2id), true},
	"argon2i":  {argon2Parts(Argon2i), true},
	"argon2id": {argon2Parts(Argon2id), true},
	"scrypt":   {Parts.scrypt, true},

	"pbkdf2":           {pbkdf2Parts("sha256"), true}, // Stytch's own default
	"pbkdf2sha1":       {pbkdf2Parts("sha1"), true},
	"pbkdf2sha256":     {pbkdf2Parts("sha256"), true},
	"pbkdf2sha512":     {pbkdf2Parts("sha512"), true},
	"pbkdf2hmacsha256": {pbkdf2Parts("sha256"), true},
	"pbkdf2hmacsha512": {pbkdf2Parts("sha512"), true},

	"passportlocalmongoose": {from: passportParts},

	"md5":    {digestParts(MD5), true},
	"sha1":   {digestParts(SHA1), true},
	"sha":    {digestParts(SHA1), true},
	"sha512": {digestParts(SHA512), true},

	"sha256": {from: refuse(sha256Digest(""))},
	"sha384": {from: refuse(cannotMove("SHA-384", noDigest))},
	"md4":    {from: refuse(cannotMove("MD4", noDigest))},
	"ntlm":   {from: refuse(cannotMove("NTLM", noDigest))},
	"hmac":   {from: refuse(hmacDigest())},

	"firebase":       {from: refuse(firebaseScrypt())},
	"firebasescrypt": {from: refuse(firebaseScrypt())},

	"awscognito":         {from: refuse(readCognito("", ""))},
	"bcryptpeppered":     {from: refuse(peppered("bcrypt"))},
	"bcryptsha256django": {from: whole},
	"hmacsha256utf16b64": {from: refuse(hmacDigest())},
	"ldapssha":           {from: refuse(saltedLDAP("SSHA"))},
	"md5phpass":          {from: whole},
	"md5salted":          {from: clerkSaltedMD5},
	"pbkdf2sha256django": {from: whole},
	"pbkdf2sha512hex":    {from: clerkPBKDF2Hex},
	"scryptfirebase":     {from: refuse(firebaseScrypt())},
	"scryptwerkzeug":     {from: whole},
	"sha256salted":       {from: refuse(sha256Digest(" with salt"))},
	"sha512symfony":      {from: refuse(cannotMove("Symfony SHA-512", "Symfony hashes the digest again thousands of times"))},
}

// whole reads a value that describes itself; its named type tells nothing
// more.
func whole(p Parts) *Hash { return Parse(p.Value) }

// refuse gives a copy of what is the same for all hashes of a type.
func refuse(h *Hash) func(Parts) *Hash {
	return func(Parts) *Hash {
		c := *h
		return &c
	}
}

func argon2Parts(t Type) func(Parts) *Hash {
	return func(p Parts) *Hash { return p.argon2(t) }
}

func digestParts(t Type) func(Parts) *Hash {
	return func(p Parts) *Hash { return p.digest(t) }
}

// pbkdf2Parts takes the digest from the type's name, unless the mapping names
// it apart.
func pbkdf2Parts(digest string) func(Parts) *Hash {
	return func(p Parts) *Hash {
		if p.Algorithm != "" {
			return p.pbkdf2(p.Algorithm)
		}
		return p.pbkdf2(digest)
	}
}
