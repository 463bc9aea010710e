package hashes

import (
	"bytes"

	"golang.org/x/crypto/argon2"
)

// argon2Presets are memory (KiB), iterations and threads of common programs.
var argon2Presets = [][3]int{
	{65536, 3, 4}, {65536, 2, 1}, {19456, 2, 1}, {4096, 3, 1}, {47104, 1, 1}, {7168, 5, 1},
	{12288, 3, 1}, {9216, 4, 1}, {65536, 1, 4}, {65536, 3, 1}, {65536, 4, 1}, {102400, 2, 8},
}

// argon2Attempts are the given parameters with all salts and keys, then
// presets. A key's length is part of what Argon2 computes.
func argon2Attempts(m material, password variant) []attempt {
	given := [3]int{m.parts.Memory, m.parts.Iterations, max(m.parts.Threads, 1)}
	var all []attempt
	for _, preset := range append([][3]int{given}, argon2Presets...) {
		for _, salt := range m.salted() {
			for _, key := range m.keys {
				f := argon2Fields{version: 19, memory: preset[0], time: preset[1], threads: preset[2], salt: salt.bytes, key: key.bytes}
				if f.problem() == "" {
					all = append(all, m.argon2Attempt(f, salt, key, password, Argon2id), m.argon2Attempt(f, salt, key, password, Argon2i))
				}
			}
		}
	}
	return all
}

func (m material) argon2Attempt(f argon2Fields, salt, key, password variant, t Type) attempt {
	a := attempt{cost: int64(f.memory)*int64(f.time)/1000 + 1}
	a.settings = m.changed(m.typed(argon2Name(t)), key.settings, salt.settings,
		[]Setting{setting(FieldMemory, f.memory), setting(FieldIterations, f.time), setting(FieldThreads, f.threads)}, password.settings)
	a.open = func() (bool, []Setting) {
		derive := argon2.IDKey
		if t == Argon2i {
			derive = argon2.Key
		}
		return bytes.Equal(derive(password.bytes, f.salt, uint32(f.time), uint32(f.memory), uint8(f.threads), uint32(len(f.key))), f.key), nil
	}
	if sendable(password) {
		a.hash = func([]Setting) *Hash { return argon2Hash(t, f) }
	}
	return a
}
