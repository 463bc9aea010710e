package hashes

import "golang.org/x/crypto/scrypt"

// scryptCost are the parameters of one scrypt attempt.
type scryptCost struct{ n, r, p int }

// scryptAttempts are the given parameters with all salts, then those that
// programs use (Node's default is 16384, 8, 1; Better Auth's r is 16).
func scryptAttempts(m material, password variant) []attempt {
	salts := m.salted()
	if len(salts) == 0 || len(m.keys) == 0 {
		return nil
	}
	given := scryptCost{m.parts.N, m.parts.R, max(m.parts.P, 1)}
	if given.n == 0 || given.r == 0 {
		given = scryptCost{16384, 8, given.p}
	}
	costs := []scryptCost{given}
	for _, r := range []int{8, 16, 1} {
		for n := 1 << 10; n <= 1<<17; n <<= 1 {
			costs = append(costs, scryptCost{n, r, given.p})
		}
	}
	costs = append(costs, scryptCost{16384, 8, 5}, scryptCost{32768, 8, 3}, scryptCost{given.n, given.r, 1})
	var all []attempt
	for i, c := range costs {
		for _, salt := range salts {
			if (i == 0 || c != given) && (scryptFields{n: c.n, r: c.r, p: c.p}).problem() == "" {
				all = append(all, m.scryptAttempt(c, salt, password))
			}
		}
	}
	return all
}

func (m material) scryptAttempt(c scryptCost, salt, password variant) attempt {
	var key variant
	a := attempt{cost: int64(c.n)*int64(c.r)*int64(c.p)/2000 + 1}
	a.settings = m.changed(m.typed("scrypt"), salt.settings,
		[]Setting{setting(FieldN, c.n), setting(FieldR, c.r), setting(FieldP, c.p)}, password.settings)
	a.open = func() (ok bool, more []Setting) {
		derived, err := scrypt.Key(password.bytes, salt.bytes, c.n, c.r, c.p, 64)
		if err != nil {
			return false, nil
		}
		key, ok = m.keyBeginningWith(derived)
		return ok, m.changed(key.settings)
	}
	if sendable(password) {
		a.hash = func(all []Setting) *Hash { return m.hash(key.bytes, salt.bytes, all) }
	}
	return a
}
