package hashes

import (
	"math/bits"
	"regexp"
	"strconv"

	"golang.org/x/crypto/scrypt"
)

// Keys of scrypt_config and pbkdf_2_config.
const (
	saltKey       = "salt" // base64
	nKey          = "n_parameter"
	rKey          = "r_parameter"
	pKey          = "p_parameter"
	keyLengthKey  = "key_length" // bytes
	iterationsKey = "iteration_amount"
	algorithmKey  = "algorithm" // "sha256" or "sha512"
)

// scryptFields are the parts of a scrypt hash.
type scryptFields struct {
	n, r, p   int
	salt, key []byte
}

// scryptHash sends key and parameters apart, which is the documented form
// that leaves nothing to a parser.
func scryptHash(scheme string, f scryptFields) *Hash {
	return &Hash{Type: Scrypt, Value: base64Of(f.key), Scheme: scheme, Config: map[string]any{
		saltKey:      base64Of(f.salt),
		nKey:         f.n,
		rKey:         f.r,
		pKey:         f.p,
		keyLengthKey: len(f.key),
	}}
}

var scryptPHC = regexp.MustCompile(`^\$scrypt\$ln=([0-9]{1,7}),r=([0-9]{1,9}),p=([0-9]{1,9})\$([^$]+)\$([^$]+)$`)

// readPHCScrypt takes $scrypt$ln=15,r=8,p=1$salt$hash. ln is the logarithm of
// N, but Ory's documentation writes N itself there (ln=16384).
func readPHCScrypt(text, rest string) *Hash {
	m := scryptPHC.FindStringSubmatch(text)
	if m == nil {
		return broken("scrypt", "it is not of the form $scrypt$ln=..,r=..,p=..$salt$hash")
	}
	var f scryptFields
	f.n = integer(m[1])
	if f.n < 32 {
		f.n = 1 << f.n
	}
	f.r = integer(m[2])
	f.p = integer(m[3])
	var saltOK, keyOK bool
	f.salt, saltOK = unbase64(m[4])
	f.key, keyOK = unbase64(m[5])
	if !saltOK || !keyOK {
		return broken("scrypt", "salt or key is not base64")
	}
	return scryptHash("scrypt", f)
}

// scryptOf reads back what would be sent.
func scryptOf(h *Hash) (f scryptFields, problem string) {
	if h.Config == nil {
		sent := readPHCScrypt(h.Value, "")
		if sent.Type == "" {
			return f, "not a PHC string of the form $scrypt$ln=..,r=..,p=..$salt$hash"
		}
		h = sent
	}
	key, problem := keyOf(h)
	if problem != "" {
		return f, problem
	}
	salt, problem := saltOf(h)
	if problem != "" {
		return f, problem
	}
	f = scryptFields{n: number(h, nKey), r: number(h, rKey), p: number(h, pKey), salt: salt, key: key}
	return f, f.problem()
}

// problem keeps to Stytch's limits (docs: API reference, passwords/migrate:
// N a power of two above 1 and below 262,145) and to usher's own bounds.
func (f scryptFields) problem() string {
	switch {
	case f.n < 2 || f.n > maxScryptN || bits.OnesCount(uint(f.n)) != 1:
		return "scrypt N of " + strconv.Itoa(f.n) + "; Stytch takes powers of two from 2 to 262144"
	case f.r < 1 || f.r > maxMemory/128/f.n:
		return "scrypt r of " + strconv.Itoa(f.r) + " with N " + strconv.Itoa(f.n)
	case f.p < 1 || int64(f.p) > maxScryptWork/(int64(f.n)*int64(f.r)):
		return "scrypt p of " + strconv.Itoa(f.p) + " with N " + strconv.Itoa(f.n) + " and r " + strconv.Itoa(f.r)
	}
	return ""
}

func scryptProblem(h *Hash) string {
	_, problem := scryptOf(h)
	return problem
}

func checkScrypt(h *Hash, password string) (bool, error) {
	f, _ := scryptOf(h)
	key, err := scrypt.Key([]byte(password), f.salt, f.n, f.r, f.p, len(f.key))
	return err == nil && equal(key, f.key), err
}
