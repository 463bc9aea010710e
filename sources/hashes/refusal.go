package hashes

// Schemes that readers treat in a way of their own.
const (
	// PlainText is a password that was never hashed, or a scheme that nobody
	// knows: it is not kept.
	PlainText = "plain text or unknown"
	// Redacted is a hash that the provider hides from who may not read it.
	Redacted = "redacted"
	// Unusable is a mark that an account has no password.
	Unusable = "no password set"
	// FirebaseScrypt is Google's own variant of scrypt.
	FirebaseScrypt = "Firebase scrypt"
)

const (
	mustReset   = "; the user sets a new password or logs in without one"
	needsType   = "; name the type in the mapping, and check it with one known login"
	asPermitted = "; export again with an account that may read password hashes"
)

// cannotMove is a hash without a type. It never holds the value: a scheme
// that nobody knows may be a password in plain text.
func cannotMove(scheme, because string) *Hash {
	return &Hash{Scheme: scheme, Why: scheme + ": " + because + mustReset}
}

// ambiguous is a hash whose type its text does not show.
func ambiguous(scheme, because string) *Hash {
	return &Hash{Scheme: scheme, Why: scheme + ": " + because + needsType}
}

func plainText() *Hash {
	return cannotMove(PlainText, "the text is no password hash that usher knows, perhaps a password in plain text, and is not kept")
}

func redacted() *Hash {
	return &Hash{Scheme: Redacted, Why: Redacted + ": the provider hid the hash and wrote a placeholder in its place" + asPermitted}
}

func unusable() *Hash {
	return cannotMove(Unusable, "the provider marks the account as one without a usable password")
}

func firebaseScrypt() *Hash {
	return cannotMove(FirebaseScrypt, "Firebase scrypt encrypts with a secret of the project after scrypt, and Stytch has no hash type for it")
}

func sha1PBKDF2() *Hash {
	return cannotMove("PBKDF2 with SHA-1", "Stytch takes PBKDF2 with SHA-256 or SHA-512 only, and this one uses SHA-1")
}

func otherPBKDF2(digest string) *Hash {
	return cannotMove("PBKDF2 with "+digest, "Stytch takes PBKDF2 with SHA-256 or SHA-512 only")
}

func sha256Digest(how string) *Hash {
	return cannotMove("SHA-256"+how, "Stytch has no hash type for SHA-256 digests")
}

func hmacDigest() *Hash {
	return cannotMove("HMAC", noHMAC)
}

func peppered(scheme string) *Hash {
	return cannotMove(scheme+" with a pepper", "a secret of the app was mixed into the password before hashing, and Stytch cannot add it")
}

func argon2d() *Hash {
	return cannotMove("Argon2d", "Stytch takes Argon2i and Argon2id, but not Argon2d")
}

func saltedLDAP(scheme string) *Hash {
	return cannotMove("salted LDAP digest ("+scheme+")", "its salt is bytes, and Stytch takes salts of digests as text")
}

// broken is a hash whose scheme is clear but whose parts do not decode.
func broken(scheme, what string) *Hash {
	return cannotMove(scheme, "the hash is damaged: "+what)
}

// foreign are self-describing schemes for which Stytch has no type, by how
// their hashes begin.
var foreign = []struct{ prefix, scheme, because string }{
	{"$wp$", "WordPress 6.8 ($wp$)", "since 6.8 WordPress hashes an HMAC of the password, not the password itself"},
	{"bcrypt_sha256$", "bcrypt over SHA-256", "the bcrypt hash is of a SHA-256 digest, not of the password itself"},
	{"$bcrypt-sha256$", "bcrypt over SHA-256", "the bcrypt hash is of a digest, not of the password itself"},
	{"$2x$", "bcrypt $2x$", "the hash comes from a faulty bcrypt that others do not reproduce"},
	{"$2$", "bcrypt $2$", "the hash comes from the first bcrypt, which reads passwords differently"},
	{"$S$", "Drupal 7 ($S$)", "Drupal's variant of phpass uses SHA-512, and Stytch's phpass uses MD5"},
	{"U$S$", "Drupal 7, upgraded (U$S$)", "the hash is of an older hash, not of the password itself"},
	{"U$P$", "phpass, upgraded (U$P$)", "the hash is of an older hash, not of the password itself"},
	{"$apr1$", "Apache MD5-crypt ($apr1$)", noCrypt},
	{"$1$", "MD5-crypt ($1$)", noCrypt},
	{"$5$", "SHA-256-crypt ($5$)", noCrypt},
	{"$6$", "SHA-512-crypt ($6$)", noCrypt},
	{"$7$", "scrypt-crypt ($7$)", noCrypt},
	{"$y$", "yescrypt ($y$)", noCrypt},
	{"$gy$", "gost-yescrypt ($gy$)", noCrypt},
	{"$sha1$", "SHA-1-crypt ($sha1$)", noCrypt},
	{"$md5$", "MD5-crypt ($md5$)", noCrypt},
	{"$md5,", "MD5-crypt ($md5)", noCrypt},
	{"$hmac-", "HMAC", noHMAC},
}

const (
	noCrypt  = "Stytch has no hash type for this crypt scheme"
	noDigest = "Stytch has no hash type for this digest"
	noHMAC   = "Stytch has no hash type for keyed digests (HMAC)"
)
