package sandbox

import (
	"encoding/json"
	"time"
)

// user is one user. A user that was put into the state is never changed
// again, only replaced: so it may be read without the lock.
type user struct {
	ID            uuid      `json:"id"`
	Created       int64     `json:"created"` // nanoseconds since 1970
	Email         string    `json:"email,omitempty"`
	EmailID       uuid      `json:"email_id,omitzero"`
	EmailVerified bool      `json:"email_verified,omitempty"`
	Phone         string    `json:"phone,omitempty"`
	PhoneID       uuid      `json:"phone_id,omitzero"`
	PhoneVerified bool      `json:"phone_verified,omitempty"`
	ExternalID    string    `json:"external_id,omitempty"`
	Name          name      `json:"name,omitzero"`
	Trusted       metadata  `json:"trusted,omitempty"`
	Untrusted     metadata  `json:"untrusted,omitempty"`
	Roles         []string  `json:"roles,omitempty"`
	Password      *password `json:"password,omitempty"`
	Pending       bool      `json:"pending,omitempty"`

	seq int // place in the order of creation
}

type name struct {
	First  string `json:"first_name,omitempty"`
	Middle string `json:"middle_name,omitempty"`
	Last   string `json:"last_name,omitempty"`
}

// metadata is a JSON object as text, "" for none: a map per user would cost
// several times as much memory.
type metadata string

func (m metadata) MarshalJSON() ([]byte, error) { return []byte(m), nil }

func (m *metadata) UnmarshalJSON(b []byte) error {
	*m = metadata(b)
	return nil
}

// fields takes the object apart; nil for none.
func (m metadata) fields() map[string]json.RawMessage {
	if m == "" {
		return nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(m), &fields); err != nil {
		return nil // not reached: only what was marshaled here is kept
	}
	return fields
}

type password struct {
	ID     uuid        `json:"id"`
	Type   string      `json:"type"`
	Hash   string      `json:"hash"`
	Config *hashConfig `json:"config,omitempty"`
}

func (u *user) status() string {
	if u.Pending {
		return "pending"
	}
	return "active"
}

func (u *user) createdAt() time.Time { return time.Unix(0, u.Created).UTC() }

// setEmail gives the user an email with an id of its own.
func (u *user) setEmail(email string, verified bool) {
	u.Email, u.EmailID, u.EmailVerified = email, newUUID(), verified
}

func (u *user) setPhone(phone string, verified bool) {
	u.Phone, u.PhoneID, u.PhoneVerified = phone, newUUID(), verified
}

func (u *user) dropEmail() { u.Email, u.EmailID, u.EmailVerified = "", uuid{}, false }

func (u *user) dropPhone() { u.Phone, u.PhoneID, u.PhoneVerified = "", uuid{}, false }
