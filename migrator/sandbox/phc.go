package sandbox

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// derived is what a key derivation needs to be repeated, and its result.
type derived struct {
	n, r, p      int64 // scrypt
	time, memory int64 // argon2; memory in KiB
	threads      int64
	salt, key    []byte
}

// parseScryptPHC reads $scrypt$ln=14,r=8,p=1$salt$key, where ln is the binary
// logarithm of N.
func parseScryptPHC(hash string) (derived, bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 5 || parts[1] != "scrypt" {
		return derived{}, false
	}
	params, ok := phcParams(parts[2], "ln", "r", "p")
	if !ok || params[0] < 1 || params[0] > 18 {
		return derived{}, false
	}
	d := derived{n: 1 << params[0], r: params[1], p: params[2]}
	return d, d.decode(parts[3], parts[4]) && soundScrypt(d.n, d.r, d.p)
}

// parseArgon2PHC reads $argon2id$v=19$m=65536,t=3,p=4$salt$key. Version 16 is
// refused: nobody here could check it.
func parseArgon2PHC(hashType, hash string) (derived, bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != strings.Replace(hashType, "_", "", 1) || parts[2] != "v=19" {
		return derived{}, false
	}
	params, ok := phcParams(parts[3], "m", "t", "p")
	if !ok {
		return derived{}, false
	}
	d := derived{memory: params[0], time: params[1], threads: params[2]}
	sound := d.time >= 1 && d.threads >= 1 && d.threads <= 255 && d.memory >= 8*d.threads && d.memory <= maxHashMemory/1024
	return d, d.decode(parts[4], parts[5]) && sound && len(d.key) >= 4
}

// phcParams reads "m=65536,t=3,p=4" in exactly that order.
func phcParams(text string, names ...string) ([3]int64, bool) {
	var values [3]int64
	parts := strings.Split(text, ",")
	if len(parts) != len(names) {
		return values, false
	}
	for i, name := range names {
		digits, ok := strings.CutPrefix(parts[i], name+"=")
		n, err := strconv.ParseInt(digits, 10, 32)
		if !ok || err != nil {
			return values, false
		}
		values[i] = n
	}
	return values, true
}

func (d *derived) decode(salt, key string) bool {
	var err1, err2 error
	d.salt, err1 = base64.RawStdEncoding.DecodeString(salt)
	d.key, err2 = base64.RawStdEncoding.DecodeString(key)
	return err1 == nil && err2 == nil && len(d.salt) > 0 && len(d.key) > 0
}
