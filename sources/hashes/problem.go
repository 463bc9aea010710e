package hashes

import (
	"encoding/json"
	"math"
	"strconv"
)

// Problem says what Stytch would refuse of a hash, or what could not be
// checked at any login: a form, cost or length out of its limits. It is ""
// where the hash can be sent, and never holds a part of the hash. A value of
// 0 is out of range everywhere, because it would vanish from the request
// (the SDK leaves zero values out).
func (h *Hash) Problem() string {
	switch h.Type {
	case Bcrypt:
		return bcryptProblem(h)
	case Phpass:
		return phpassProblem(h)
	case MD5, SHA1, SHA512:
		return digestProblem(h)
	case Argon2i, Argon2id:
		return argon2Problem(h)
	case Scrypt:
		return scryptProblem(h)
	case PBKDF2:
		return pbkdf2Problem(h)
	}
	return "a hash type that Stytch does not take"
}

// keyOf is the key of a hash that is sent with parameters beside it; its
// length has to be the key_length (pbkdf_2_key_length_mismatch and
// scrypt_key_length_mismatch otherwise).
func keyOf(h *Hash) (key []byte, problem string) {
	key, ok := unbase64(h.Value)
	switch length := number(h, keyLengthKey); {
	case !ok:
		return nil, "a key that is not base64"
	case len(key) < 4 || len(key) > maxKeyLength:
		return nil, "a key of " + strconv.Itoa(len(key)) + " bytes; usher takes 4 to " + strconv.Itoa(maxKeyLength)
	case length != len(key):
		return nil, "a key of " + strconv.Itoa(len(key)) + " bytes with a key length of " + strconv.Itoa(length)
	}
	return key, ""
}

func saltOf(h *Hash) (salt []byte, problem string) {
	text, _ := h.Config[saltKey].(string)
	salt, ok := unbase64(text)
	switch {
	case text == "":
		return nil, "no salt"
	case !ok:
		return nil, "a salt that is not base64"
	case len(salt) > maxSaltLength:
		return nil, "a salt of " + strconv.Itoa(len(salt)) + " bytes"
	}
	return salt, ""
}

// number reads an integer of a Config, also of one that came back from JSON.
// What is no integer, or above int32, is 0 or too large: a problem either way.
func number(h *Hash, key string) int {
	switch n := h.Config[key].(type) {
	case int:
		return bounded(float64(n))
	case int32:
		return int(n)
	case int64:
		return bounded(float64(n))
	case float64:
		return bounded(n)
	case json.Number:
		f, _ := n.Float64()
		return bounded(f)
	}
	return 0
}

// bounded keeps what fits into Stytch's int32; -1 is out of range everywhere.
func bounded(f float64) int {
	if f != math.Trunc(f) || f < 0 || f > maxInt32 {
		return -1
	}
	return int(f)
}
