package sandbox

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
)

// verify tells whether text is the password that was hashed. The form of the
// hash was checked when it was taken in.
func (t Toggles) verify(p *password, text string) bool {
	switch p.Type {
	case "bcrypt":
		return verifyBcrypt(p.Hash, text)
	case "scrypt":
		return verifyScrypt(p, text)
	case "argon_2i", "argon_2id":
		return verifyArgon2(p, text)
	case "phpass":
		return verifyPhpass(p.Hash, text)
	case "pbkdf_2":
		return verifyPBKDF2(p, text)
	default:
		return t.verifyDigest(p, text)
	}
}

func verifyBcrypt(stored, text string) bool {
	// bcrypt looks at 72 bytes; the library refuses more, other makers of
	// hashes have cut the rest off.
	if len(text) > 72 {
		text = text[:72]
	}
	return bcrypt.CompareHashAndPassword([]byte(stored), []byte(text)) == nil
}

func verifyScrypt(p *password, text string) bool {
	d, ok := parseScryptPHC(p.Hash)
	if !ok {
		c := p.Config
		if c == nil {
			return false
		}
		d = derived{n: int64(c.N), r: int64(c.R), p: int64(c.P)}
		d.key, _ = base64.StdEncoding.DecodeString(p.Hash)
		d.salt, _ = base64.StdEncoding.DecodeString(c.Salt)
	}
	key, err := scrypt.Key([]byte(text), d.salt, int(d.n), int(d.r), int(d.p), len(d.key))
	return err == nil && equal(key, d.key)
}

func verifyArgon2(p *password, text string) bool {
	d, ok := parseArgon2PHC(p.Type, p.Hash)
	if !ok {
		c := p.Config
		if c == nil {
			return false
		}
		d = derived{time: int64(c.Iterations), memory: int64(c.Memory), threads: int64(c.Threads), salt: []byte(c.Salt)}
		d.key, _ = hex.DecodeString(p.Hash)
	}
	derive := argon2.IDKey
	if p.Type == "argon_2i" {
		derive = argon2.Key
	}
	key := derive([]byte(text), d.salt, uint32(d.time), uint32(d.memory), uint8(d.threads), uint32(len(d.key)))
	return equal(key, d.key)
}

func verifyPBKDF2(p *password, text string) bool {
	want, err := base64.StdEncoding.DecodeString(p.Hash)
	if err != nil || p.Config == nil {
		return false
	}
	salt, err := base64.StdEncoding.DecodeString(p.Config.Salt)
	if err != nil {
		return false
	}
	var newHash func() hash.Hash = sha256.New
	if p.Config.Algorithm == "sha512" {
		newHash = sha512.New
	}
	key, err := pbkdf2.Key(newHash, text, salt, int(p.Config.Iterations), len(want))
	return err == nil && equal(key, want)
}

func (t Toggles) verifyDigest(p *password, text string) bool {
	want, err := t.decodeDigest(p.Hash)
	if err != nil {
		return false
	}
	if p.Config != nil {
		text = p.Config.PrependSalt + text + p.Config.AppendSalt
	}
	switch p.Type {
	case "md_5":
		sum := md5.Sum([]byte(text))
		return equal(sum[:], want)
	case "sha_1":
		sum := sha1.Sum([]byte(text))
		return equal(sum[:], want)
	case "sha_512":
		sum := sha512.Sum512([]byte(text))
		return equal(sum[:], want)
	}
	return false
}

const phpassAlphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// verifyPhpass repeats phpass' portable hash: MD5 over salt and password, then
// 2^cost times over the result and the password. The cost is the character
// after the prefix, the salt the eight after that.
func verifyPhpass(stored, text string) bool {
	if len(stored) != 34 {
		return false
	}
	cost := strings.IndexByte(phpassAlphabet, stored[3])
	if cost < 0 {
		return false
	}
	sum := md5.Sum([]byte(stored[4:12] + text))
	round := make([]byte, md5.Size+len(text))
	copy(round[md5.Size:], text)
	for range 1 << cost {
		copy(round, sum[:])
		sum = md5.Sum(round)
	}
	return equal(phpassEncode(sum[:]), []byte(stored[12:]))
}

// phpassEncode writes 16 bytes as 22 characters, lowest bits first.
func phpassEncode(in []byte) []byte {
	var out []byte
	for i := 0; i < len(in); i += 3 {
		group := in[i:min(i+3, len(in))]
		var bits uint32
		for n, b := range group {
			bits |= uint32(b) << (8 * n)
		}
		for range len(group) + 1 {
			out = append(out, phpassAlphabet[bits&63])
			bits >>= 6
		}
	}
	return out
}

func equal(a, b []byte) bool { return len(a) > 0 && subtle.ConstantTimeCompare(a, b) == 1 }
