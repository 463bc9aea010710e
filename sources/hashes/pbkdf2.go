package hashes

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/sha512"
	"regexp"
	"strconv"
	"strings"
)

// pbkdf2Fields are the parts of a PBKDF2 hash.
type pbkdf2Fields struct {
	algorithm  string // Stytch's: "sha256" or "sha512"
	iterations int
	salt, key  []byte
}

// pbkdf2Hash gives what is sent. The key length is that of the key: the
// length that some programs write beside it is what they once asked for.
func pbkdf2Hash(scheme, digest string, f pbkdf2Fields) *Hash {
	switch simple(digest) {
	case "sha256":
		f.algorithm = "sha256"
	case "sha512":
		f.algorithm = "sha512"
	case "sha1", "sha", "":
		return sha1PBKDF2()
	default:
		return otherPBKDF2(knownDigest(digest))
	}
	return &Hash{Type: PBKDF2, Value: base64Of(f.key), Scheme: scheme, Config: map[string]any{
		saltKey:       base64Of(f.salt),
		iterationsKey: f.iterations,
		keyLengthKey:  len(f.key),
		algorithmKey:  f.algorithm,
	}}
}

var phcPBKDF2 = regexp.MustCompile(`^\$pbkdf2(?:-hmac)?(?:-([A-Za-z0-9_-]{1,20}))?\$(?:([0-9]{1,10})|([a-z]=[0-9]{1,10}(?:,[a-z]=[0-9]{1,10}){0,3}))\$([^$]+)\$([^$]+)$`)

// readPHCPBKDF2 takes the spellings of one scheme: the PHC form
// $pbkdf2-sha512$i=100000,l=64$salt$hash (Auth0, Ory, RustCrypto) and
// passlib's $pbkdf2-sha512$100000$salt$hash. Without a digest it is SHA-1.
func readPHCPBKDF2(text, rest string) *Hash {
	m := phcPBKDF2.FindStringSubmatch(text)
	if m == nil {
		return broken("PBKDF2", "it is not of the form $pbkdf2-sha256$i=..,l=..$salt$hash")
	}
	f := pbkdf2Fields{iterations: 100000} // Auth0's default where i is left out
	if m[2] != "" {
		f.iterations = integer(m[2])
	}
	for parameter := range strings.SplitSeq(m[3], ",") {
		if n, ok := strings.CutPrefix(parameter, "i="); ok {
			f.iterations = integer(n)
		}
	}
	var saltOK, keyOK bool
	f.salt, saltOK = unbase64(m[4])
	f.key, keyOK = unbase64(m[5])
	if !saltOK || !keyOK {
		return broken("PBKDF2", "salt or key is not base64")
	}
	return pbkdf2Hash("PBKDF2", m[1], f)
}

// pbkdf2Of reads back what would be sent.
func pbkdf2Of(h *Hash) (f pbkdf2Fields, problem string) {
	key, problem := keyOf(h)
	if problem != "" {
		return f, problem
	}
	salt, problem := saltOf(h)
	if problem != "" {
		return f, problem
	}
	algorithm, _ := h.Config[algorithmKey].(string)
	f = pbkdf2Fields{algorithm: algorithm, iterations: number(h, iterationsKey), salt: salt, key: key}
	switch {
	case algorithm != "sha256" && algorithm != "sha512":
		return f, "PBKDF2 without the algorithm sha256 or sha512"
	case f.iterations < 1 || f.iterations > maxIterations:
		return f, "PBKDF2 with " + strconv.Itoa(f.iterations) + " iterations; usher takes 1 to " + strconv.Itoa(maxIterations)
	}
	return f, ""
}

func pbkdf2Problem(h *Hash) string {
	_, problem := pbkdf2Of(h)
	return problem
}

func checkPBKDF2(h *Hash, password string) (bool, error) {
	f, _ := pbkdf2Of(h)
	digest := sha256.New
	if f.algorithm == "sha512" {
		digest = sha512.New
	}
	key, err := pbkdf2.Key(digest, password, f.salt, f.iterations, len(f.key))
	return err == nil && equal(key, f.key), err
}
