package hashes

import (
	"regexp"
	"strings"
)

// Parse reads a hash that describes itself, of any scheme that usher knows.
// Spaces around it do not count; an empty text is nil, no hash at all.
//
// Where Type is empty in the answer, the hash cannot move and Why says so. A
// text that shows no scheme is never taken for a hash, because it may be a
// password in plain text; a bare digest in hex needs a type from the caller
// (FromParts), because MD5 and NTLM, or SHA-512 and Whirlpool, look the same.
func Parse(text string) *Hash {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	for _, p := range selfDescribing {
		if rest, ok := strings.CutPrefix(text, p.prefix); ok {
			if h := p.read(text, rest); h != nil {
				return h
			}
		}
	}
	for _, f := range foreign {
		if strings.HasPrefix(text, f.prefix) {
			return cannotMove(f.scheme, f.because)
		}
	}
	for _, read := range byShape {
		if h := read(text); h != nil {
			return h
		}
	}
	return plainText()
}

// ParseInto is Parse, with the answer in h where it can be.
func ParseInto(h *Hash, text string) *Hash {
	if text = strings.TrimSpace(text); beginsAsBcrypt(text) {
		h.Type, h.Value, h.Scheme, h.Why, h.Config = Bcrypt, text, bcryptScheme, "", nil
		return h
	}
	return Parse(text)
}

// reader reads a hash whose beginning fits: the whole text, and what follows
// the prefix. nil means that it is something else after all.
type reader func(text, rest string) *Hash

// selfDescribing are the schemes by how their hashes begin. It is filled by
// init because {CRYPT} and its like hold hashes of other schemes.
var selfDescribing []struct {
	prefix string
	read   reader
}

func init() {
	selfDescribing = []struct {
		prefix string
		read   reader
	}{
		{"$2a$", readBcrypt},
		{"$2b$", readBcrypt},
		{"$2y$", readBcrypt},
		{"$argon2id$", readArgon2},
		{"$argon2i$", readArgon2},
		{"$argon2d$", readArgon2d},
		{"$scrypt$", readPHCScrypt},
		{"$pbkdf2", readPHCPBKDF2},
		{"$P$", readPhpass},
		{"$H$", readPhpass},
		{"bcrypt$", readDjangoBcrypt},
		{"argon2$", readDjangoArgon2},
		{"pbkdf2_", readDjangoPBKDF2},
		{"scrypt$", readDjangoScrypt},
		{"md5$", readDjangoDigest},
		{"sha1$", readDjangoDigest},
		{"sha224$", readWerkzeugHMAC},
		{"sha256$", readWerkzeugHMAC},
		{"sha384$", readWerkzeugHMAC},
		{"sha512$", readWerkzeugHMAC},
		{"scrypt:", readWerkzeugScrypt},
		{"pbkdf2:", readWerkzeugPBKDF2},
		{"{", readBraces},
		{"$fbscrypt$", readFirebase},
		{"$firescrypt$", readFirebase},
		{"fakeHash:", readEmulator},
		{"awscognito#", readCognito},
		{"!", readUnusable},
		{"*", readUnusable},
	}
}

// byShape are the forms without a prefix of their own.
var byShape = []func(text string) *Hash{
	readRedacted,
	readBetterAuth,
	readASPNet,
	readBareHex,
}

// readFirebase takes the spellings of Supabase and Ory for imported hashes.
func readFirebase(text, rest string) *Hash { return firebaseScrypt() }

// readEmulator meets the Firebase emulator, which writes the password itself.
func readEmulator(text, rest string) *Hash {
	return cannotMove(PlainText, "the Firebase emulator stores the password itself, which is not kept")
}

// readCognito meets Clerk's pointer to an account that stays at Cognito.
func readCognito(text, rest string) *Hash {
	return cannotMove("AWS Cognito", "the password stayed at Cognito, which never hands out hashes")
}

// djangoUnusable is Django's set_unusable_password, a mark and 40 random
// characters; shorter ones come from versions before 1.6.
var djangoUnusable = regexp.MustCompile(`^(!|!!|\*|!\*|\*LK\*|\*NP\*|![A-Za-z0-9]{40})$`)

func readUnusable(text, rest string) *Hash {
	if djangoUnusable.MatchString(text) {
		return unusable()
	}
	return nil
}

// readRedacted knows what Firebase writes for a caller without permission:
// base64 of REDACTED, with padding inside in some tools' files.
func readRedacted(text string) *Hash {
	switch strings.TrimRight(text, "=") {
	case "UkVEQUNURUQ", "UkVEQUNURUQ9PT0", "REDACTED":
		return redacted()
	}
	return nil
}
