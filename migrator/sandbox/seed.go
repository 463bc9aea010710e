package sandbox

import (
	"fmt"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// Seed adds users that Stytch knew before. Those whose email, phone or
// external id is taken are left out; it returns how many were added. An error
// names the first user, counted from 1, that is malformed; those before it
// were added.
func (s *Sandbox) Seed(users []SeedUser) (added int, err error) {
	var hash []byte
	for i, seed := range users {
		if no := seed.check(); no != nil {
			return added, fmt.Errorf("seed sandbox: user %d: %s", i+1, no.errorType)
		}
		if seed.Password && hash == nil {
			if hash, err = bcrypt.GenerateFromPassword([]byte(SeedPassword), bcrypt.MinCost); err != nil {
				return added, fmt.Errorf("seed sandbox: %w", err)
			}
		}
		is, err := s.seedOne(seed, string(hash))
		if err != nil {
			return added, fmt.Errorf("seed sandbox: user %d: %w", i+1, err)
		}
		if is {
			added++
		}
	}
	return added, nil
}

func (seed SeedUser) check() *refusal {
	in := createRequest{Email: seed.Email, Phone: seed.Phone}
	if seed.ExternalID != "" {
		in.ExternalID = &seed.ExternalID
	}
	return in.check()
}

func (s *Sandbox) seedOne(seed SeedUser, hash string) (added bool, err error) {
	s.state.Lock()
	defer s.state.Unlock()
	u := &user{ID: newUUID(), Created: time.Now().UnixNano(), ExternalID: seed.ExternalID}
	if seed.Email != "" {
		u.setEmail(s.state.emailKey(seed.Email), seed.Verified)
	}
	if seed.Phone != "" {
		u.setPhone(seed.Phone, seed.Verified)
	}
	if seed.Password {
		u.Password = &password{ID: newUUID(), Type: "bcrypt", Hash: hash}
	}
	if s.state.taken(u, s.toggles.Load().DuplicateOrder) != nil {
		return false, nil
	}
	return true, s.state.put(nil, u)
}
