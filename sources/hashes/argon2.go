package hashes

import (
	"encoding/base64"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// readArgon2 takes a PHC string and spells its base64 the standard way, as
// the PHC form demands and some programs do not.
func readArgon2(text, rest string) *Hash {
	kind, scheme := Argon2id, "Argon2id"
	if strings.HasPrefix(text, "$argon2i$") {
		kind, scheme = Argon2i, "Argon2i"
	}
	parts := strings.Split(text, "$")
	if len(parts) < 5 {
		return nil
	}
	for i := len(parts) - 2; i < len(parts); i++ {
		if b, ok := unbase64(parts[i]); ok {
			parts[i] = base64.RawStdEncoding.EncodeToString(b)
		}
	}
	return &Hash{Type: kind, Value: strings.Join(parts, "$"), Scheme: scheme}
}

func readArgon2d(text, rest string) *Hash { return argon2d() }

// argon2PHC is the PHC form with its order of parameters.
var argon2PHC = regexp.MustCompile(`^\$(argon2id?)(?:\$v=([0-9]{1,10}))?\$m=([0-9]{1,10}),t=([0-9]{1,10}),p=([0-9]{1,10})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$`)

// argon2Fields are what a PHC string says.
type argon2Fields struct {
	version, memory, time, threads int
	salt, key                      []byte
}

func argon2Of(h *Hash) (f argon2Fields, problem string) {
	m := argon2PHC.FindStringSubmatch(h.Value)
	if m == nil || m[1] != argon2Name(h.Type) {
		return f, "not a PHC string of the form $" + argon2Name(h.Type) + "$v=19$m=..,t=..,p=..$salt$hash"
	}
	f.version = 16 // the PHC form leaves out the first version's number
	if m[2] != "" {
		f.version = integer(m[2])
	}
	f.memory = integer(m[3])
	f.time = integer(m[4])
	f.threads = integer(m[5])
	var saltOK, keyOK bool
	f.salt, saltOK = unbase64(m[6])
	f.key, keyOK = unbase64(m[7])
	if !saltOK || !keyOK {
		return f, "Argon2 salt or hash that is not base64"
	}
	return f, f.problem()
}

func argon2Name(t Type) string {
	if t == Argon2i {
		return "argon2i"
	}
	return "argon2id"
}

// problem keeps to RFC 9106, sections 3.1 and 4, and to usher's own bounds.
func (f argon2Fields) problem() string {
	switch {
	case f.version != argon2.Version:
		return "Argon2 version " + strconv.Itoa(f.version) + "; today's programs check version 19 only"
	case len(f.salt) < 8:
		return "Argon2 salt shorter than 8 bytes"
	case len(f.key) < 4 || len(f.key) > maxKeyLength:
		return "Argon2 key of " + strconv.Itoa(len(f.key)) + " bytes"
	case f.threads < 1 || f.threads > 255:
		return "Argon2 with " + strconv.Itoa(f.threads) + " threads"
	case f.memory < 8*f.threads || f.memory > maxMemory>>10:
		return "Argon2 with " + strconv.Itoa(f.memory) + " KiB of memory"
	case f.time < 1 || int64(f.time) > maxArgon2Work/int64(f.memory):
		return "Argon2 with " + strconv.Itoa(f.time) + " iterations over " + strconv.Itoa(f.memory) + " KiB"
	}
	return ""
}

func argon2Problem(h *Hash) string {
	if h.Config != nil {
		return "Argon2 parts beside the hash; usher sends a PHC string"
	}
	_, problem := argon2Of(h)
	return problem
}

func checkArgon2(h *Hash, password string) (bool, error) {
	f, _ := argon2Of(h)
	derive := argon2.IDKey
	if h.Type == Argon2i {
		derive = argon2.Key
	}
	key := derive([]byte(password), f.salt, uint32(f.time), uint32(f.memory), uint8(f.threads), uint32(len(f.key)))
	return equal(key, f.key), nil
}

// argon2Hash writes parts as a PHC string: how Stytch wants the salt beside a
// hex hash is not documented, a PHC string leaves no doubt.
func argon2Hash(t Type, f argon2Fields) *Hash {
	raw := base64.RawStdEncoding
	value := "$" + argon2Name(t) + "$v=" + strconv.Itoa(f.version) +
		"$m=" + strconv.Itoa(f.memory) + ",t=" + strconv.Itoa(f.time) + ",p=" + strconv.Itoa(f.threads) +
		"$" + raw.EncodeToString(f.salt) + "$" + raw.EncodeToString(f.key)
	scheme := "Argon2id"
	if t == Argon2i {
		scheme = "Argon2i"
	}
	return &Hash{Type: t, Value: value, Scheme: scheme}
}
