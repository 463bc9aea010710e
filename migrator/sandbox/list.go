package sandbox

import (
	"encoding/json"
	"iter"
	"time"
)

// User is a user as the sandbox keeps it, for tests that compare. It has
// everything, the hash included: mind where it is written to.
type User struct {
	UserID            string          `json:"user_id"`
	Status            string          `json:"status"`
	CreatedAt         time.Time       `json:"created_at"`
	Email             string          `json:"email,omitempty"`
	EmailVerified     bool            `json:"email_verified,omitempty"`
	Phone             string          `json:"phone,omitempty"`
	PhoneVerified     bool            `json:"phone_verified,omitempty"`
	ExternalID        string          `json:"external_id,omitempty"`
	FirstName         string          `json:"first_name,omitempty"`
	MiddleName        string          `json:"middle_name,omitempty"`
	LastName          string          `json:"last_name,omitempty"`
	TrustedMetadata   json.RawMessage `json:"trusted_metadata,omitempty"`
	UntrustedMetadata json.RawMessage `json:"untrusted_metadata,omitempty"`
	Roles             []string        `json:"roles,omitempty"`
	PasswordID        string          `json:"password_id,omitempty"`
	HashType          string          `json:"hash_type,omitempty"`
	Hash              string          `json:"hash,omitempty"`
}

// Users yields all users in the order of their creation. It may run beside
// requests; users created meanwhile come too.
func (s *Sandbox) Users() iter.Seq[User] {
	return func(yield func(User) bool) {
		for u := range s.state.everybody() {
			if !yield(s.export(u)) {
				return
			}
		}
	}
}

func (s *Sandbox) export(u *user) User {
	x := User{
		UserID: s.id("user", u.ID), Status: u.status(), CreatedAt: u.createdAt(),
		Email: u.Email, EmailVerified: u.EmailVerified,
		Phone: u.Phone, PhoneVerified: u.PhoneVerified,
		ExternalID: u.ExternalID,
		FirstName:  u.Name.First, MiddleName: u.Name.Middle, LastName: u.Name.Last,
		Roles: u.Roles,
	}
	if u.Trusted != "" {
		x.TrustedMetadata = json.RawMessage(u.Trusted)
	}
	if u.Untrusted != "" {
		x.UntrustedMetadata = json.RawMessage(u.Untrusted)
	}
	if u.Password != nil {
		x.PasswordID, x.HashType, x.Hash = s.id("password", u.Password.ID), u.Password.Type, u.Password.Hash
	}
	return x
}
