package sandbox

import (
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
)

// hashConfig is the union of the five configs that passwords/migrate takes:
// a request has at most one of them.
type hashConfig struct {
	Salt        string `json:"salt,omitempty"`
	N           int32  `json:"n_parameter,omitempty"`
	R           int32  `json:"r_parameter,omitempty"`
	P           int32  `json:"p_parameter,omitempty"`
	KeyLength   int32  `json:"key_length,omitempty"`
	Iterations  int32  `json:"iteration_amount,omitempty"`
	Memory      int32  `json:"memory,omitempty"`
	Threads     int32  `json:"threads,omitempty"`
	Algorithm   string `json:"algorithm,omitempty"`
	PrependSalt string `json:"prepend_salt,omitempty"`
	AppendSalt  string `json:"append_salt,omitempty"`
}

var (
	bcryptForm = regexp.MustCompile(`^\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}$`)
	phpassForm = regexp.MustCompile(`^[5-9A-S][./0-9A-Za-z]{30}$`)
)

// maxHashMemory keeps a made-up cost from taking the machine down: 1 GiB.
const maxHashMemory = 1 << 30

// digestBytes are the lengths of the three plain digests.
var digestBytes = map[string]int{"md_5": 16, "sha_1": 20, "sha_512": 64}

// checkHash judges the form of a hash; whether it is right shows at login.
func (t Toggles) checkHash(hashType, hash string, c *hashConfig) *refusal {
	if hash == "" {
		return refuse("invalid_hash", "The hash is empty.")
	}
	switch hashType {
	case "bcrypt":
		return checkBcrypt(hash)
	case "scrypt":
		return checkScrypt(hash, c)
	case "argon_2i", "argon_2id":
		return checkArgon2(hashType, hash, c)
	case "md_5", "sha_1", "sha_512":
		return t.checkDigest(hashType, hash, c)
	case "phpass":
		return t.checkPhpass(hash)
	case "pbkdf_2":
		return checkPBKDF2(hash, c)
	}
	return refuse("invalid_hash_type", "The hash type is not supported.")
}

func checkBcrypt(hash string) *refusal {
	m := bcryptForm.FindStringSubmatch(hash)
	if m == nil {
		return refuse("invalid_bcrypt_hash", "The bcrypt hash is malformed.")
	}
	if m[1] < "04" || m[1] > "31" {
		return refuse("invalid_bcrypt_cost", "The bcrypt cost is not within 4 to 31.")
	}
	return nil
}

func (t Toggles) checkDigest(hashType, hash string, c *hashConfig) *refusal {
	digest, err := t.decodeDigest(hash)
	if err != nil || len(digest) != digestBytes[hashType] {
		return refuse("invalid_"+hashType+"_hash", "The hash is malformed.")
	}
	if c == nil {
		return nil
	}
	// A salt of arbitrary bytes arrives as replacement characters.
	if strings.ContainsRune(c.PrependSalt, '\ufffd') {
		return refuse("invalid_prepend_salt", "The salt is not text.")
	}
	if strings.ContainsRune(c.AppendSalt, '\ufffd') {
		return refuse("invalid_append_salt", "The salt is not text.")
	}
	return nil
}

func (t Toggles) decodeDigest(hash string) ([]byte, error) {
	if t.DigestsInBase64 {
		return base64.StdEncoding.DecodeString(hash)
	}
	return hex.DecodeString(hash)
}

func (t Toggles) checkPhpass(hash string) *refusal {
	rest, ok := strings.CutPrefix(hash, "$P$")
	if !ok && t.PhpassH {
		rest, ok = strings.CutPrefix(hash, "$H$")
	}
	if !ok {
		return refuse("invalid_phpass_hash_prefix", "The phpass hash has an unknown prefix.")
	}
	if !phpassForm.MatchString(rest) {
		return refuse("invalid_phpass_hash_format", "The phpass hash is malformed.")
	}
	return nil
}

func checkScrypt(hash string, c *hashConfig) *refusal {
	if strings.HasPrefix(hash, "$") {
		if _, ok := parseScryptPHC(hash); !ok {
			return refuse("invalid_hash", "The scrypt hash is no PHC string.")
		}
		return nil
	}
	key, err := base64.StdEncoding.DecodeString(hash)
	if err != nil {
		return refuse("invalid_base64_scrypt_hash", "The scrypt hash is not base64.")
	}
	if c == nil {
		return refuse("invalid_scrypt_parameters", "scrypt_config is missing.")
	}
	salt, err := base64.StdEncoding.DecodeString(c.Salt)
	switch {
	case err != nil:
		return refuse("invalid_base64_scrypt_salt", "The scrypt salt is not base64.")
	case len(salt) == 0:
		return refuse("invalid_scrypt_salt_length", "The scrypt salt is empty.")
	case c.N < 2 || c.N > 1<<18 || c.N&(c.N-1) != 0:
		return refuse("invalid_scrypt_n_parameter", "n_parameter is no power of 2 within 2 to 262144.")
	case !soundScrypt(int64(c.N), int64(c.R), int64(c.P)):
		return refuse("invalid_scrypt_parameters", "r_parameter or p_parameter is out of range.")
	case int(c.KeyLength) != len(key):
		return refuse("scrypt_key_length_mismatch", "key_length is not the length of the hash.")
	}
	return nil
}

func soundScrypt(n, r, p int64) bool {
	return r > 0 && p > 0 && r*p < 1<<30 && 128*n*r <= maxHashMemory
}

func checkArgon2(hashType, hash string, c *hashConfig) *refusal {
	if strings.HasPrefix(hash, "$") {
		if _, ok := parseArgon2PHC(hashType, hash); !ok {
			return refuse("invalid_hash", "The argon2 hash is no PHC string of its type.")
		}
		return nil
	}
	key, err := hex.DecodeString(hash)
	switch {
	case err != nil:
		return refuse("invalid_hash", "The argon2 hash is neither a PHC string nor hexadecimal.")
	case c == nil || c.Salt == "":
		return refuse("invalid_argon_2_salt", "The argon2 salt is missing.")
	case c.Iterations < 1:
		return refuse("invalid_argon_2_iteration_amount", "iteration_amount is out of range.")
	case c.Threads < 1 || c.Threads > 255:
		return refuse("invalid_argon_2_threads", "threads is out of range.")
	case c.Memory < 8*c.Threads || c.Memory > maxHashMemory/1024:
		return refuse("invalid_argon_2_memory", "memory is out of range.")
	case c.KeyLength < 4:
		return refuse("invalid_argon_2_key_length", "key_length is out of range.")
	case int(c.KeyLength) != len(key):
		return refuse("argon_2_key_length_mismatch", "key_length is not the length of the hash.")
	}
	return nil
}

func checkPBKDF2(hash string, c *hashConfig) *refusal {
	key, err := base64.StdEncoding.DecodeString(hash)
	if err != nil || len(key) == 0 {
		return refuse("invalid_pbkdf_2_hash", "The pbkdf2 hash is not base64.")
	}
	if c == nil {
		return refuse("invalid_pbkdf_2_salt", "pbkdf_2_config is missing.")
	}
	salt, err := base64.StdEncoding.DecodeString(c.Salt)
	switch {
	case err != nil || len(salt) == 0:
		return refuse("invalid_pbkdf_2_salt", "The pbkdf2 salt is not base64.")
	case c.Iterations < 1:
		return refuse("invalid_pbkdf_2_iteration_amount", "iteration_amount is out of range.")
	case c.Algorithm != "" && c.Algorithm != "sha256" && c.Algorithm != "sha512":
		return refuse("invalid_pbkdf_2_algorithm", "algorithm is neither sha256 nor sha512.")
	case int(c.KeyLength) != len(key):
		return refuse("pbkdf_2_key_length_mismatch", "key_length is not the length of the hash.")
	}
	return nil
}
