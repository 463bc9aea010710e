package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// ReadSeed reads SeedUsers as JSON objects, one after the other:
//
//	{"email":"ada@example.com","external_id":"a-1","password":true,"verified":true}
//	{"phone":"+12025550123"}
//
// An error names the object, counted from 1, that can't be read.
func ReadSeed(r io.Reader) ([]SeedUser, error) {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	var users []SeedUser
	for {
		var u SeedUser
		err := decoder.Decode(&u)
		if errors.Is(err, io.EOF) {
			return users, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read seed: user %d: %w", len(users)+1, err)
		}
		users = append(users, u)
	}
}

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
