package sandbox

import "fmt"

// Login plays the first login by magic link or code of the user with that
// user_id or external id: email and phone are verified from then on, and a
// pending user is active. It is for tests of what a migration does with users
// who have lived since.
func (s *Sandbox) Login(id string) error {
	_, no := s.change(id, func(u *user) *refusal {
		u.EmailVerified, u.PhoneVerified, u.Pending = u.Email != "", u.Phone != "", false
		return nil
	})
	if no != nil {
		return fmt.Errorf("log user in: %s", no.errorType)
	}
	return nil
}
