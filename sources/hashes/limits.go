package hashes

// Bounds of one hash. Those of Stytch are from its API reference
// (passwords/migrate); the rest are usher's own, far above what any provider
// writes, so that a hostile export costs no time and no memory.
const (
	maxScryptN    = 262144     // Stytch's
	maxInt32      = 1<<31 - 1  // Stytch's integers
	maxIterations = 20_000_000 // PBKDF2; about 20 s of one core
	maxMemory     = 1 << 30    // bytes, scrypt and Argon2
	maxScryptWork = 1 << 25    // N * r * p; about a minute of one core
	maxArgon2Work = 64 << 20   // KiB * iterations; about a minute of one core
	maxKeyLength  = 1 << 10    // bytes
	maxSaltLength = 4 << 10    // bytes
	maxPassword   = 4 << 10    // bytes of a password that is checked
	maxBcryptCost = 18         // checked here; about 15 s of one core
	maxPhpassLog2 = 24         // checked here; a few seconds
)

// milliseconds of one core that a check takes, roughly and never measured:
// Diagnose spends a budget of them, so that its answer does not depend on how
// busy the machine is.
func milliseconds(h *Hash) int64 {
	switch h.Type {
	case Bcrypt:
		return 1<<bcryptCost(h.Value)/16 + 1
	case Phpass:
		return 1<<phpassLog2(h.Value)/4096 + 1
	case Argon2i, Argon2id:
		f, _ := argon2Of(h)
		return int64(f.memory)*int64(f.time)/1000 + 1
	case Scrypt:
		f, _ := scryptOf(h)
		return int64(f.n)*int64(f.r)*int64(f.p)/2000 + 1
	case PBKDF2:
		f, _ := pbkdf2Of(h)
		size := 32
		if f.algorithm == "sha512" {
			size = 64
		}
		blocks := (len(f.key) + size - 1) / size
		return int64(f.iterations)*int64(blocks)/2000 + 1
	}
	return 0
}
