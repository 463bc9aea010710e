package hashes

import (
	"encoding/base64"
	"encoding/binary"
)

// readASPNet takes ASP.NET Core Identity's hashes: base64 of a version byte
// and its fields (Microsoft.AspNetCore.Identity.PasswordHasher). Version 3 is
// 0x01, PRF, iterations and salt length (big-endian, 4 bytes each), salt, key;
// version 2 is 0x00, a salt of 16 bytes and a SHA-1 PBKDF2 key of 32.
func readASPNet(text string) *Hash {
	b, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(b) < 13 {
		return nil
	}
	if b[0] == 0 && len(b) == 49 {
		return sha1PBKDF2()
	}
	prf := binary.BigEndian.Uint32(b[1:])
	iterations := binary.BigEndian.Uint32(b[5:])
	saltLength := binary.BigEndian.Uint32(b[9:])
	rest := b[13:]
	if b[0] != 1 || prf > 2 || iterations == 0 || saltLength < 8 || uint64(saltLength)+8 > uint64(len(rest)) || len(rest) > 256 {
		return nil
	}
	digest := [...]string{"sha1", "sha256", "sha512"}[prf]
	return pbkdf2Hash("ASP.NET Identity v3", digest, pbkdf2Fields{
		iterations: int(iterations),
		salt:       rest[:saltLength],
		key:        rest[saltLength:],
	})
}
