package sandbox

import (
	"encoding/json"
	"time"
)

// shownUser is a user as Stytch answers it. Optional fields are nil when they
// are left out, and "null" where the toggle says so; arrays are never null.
type shownUser struct {
	UserID        string       `json:"user_id"`
	Emails        []shownEmail `json:"emails"`
	Status        string       `json:"status"`
	Phones        []shownPhone `json:"phone_numbers"`
	WebAuthn      []struct{}   `json:"webauthn_registrations"`
	Providers     []struct{}   `json:"providers"`
	TOTPs         []struct{}   `json:"totps"`
	CryptoWallets []struct{}   `json:"crypto_wallets"`
	Biometrics    []struct{}   `json:"biometric_registrations"`
	IsLocked      bool         `json:"is_locked"`
	Roles         []string     `json:"roles"`

	Name          json.RawMessage `json:"name,omitempty"`
	CreatedAt     json.RawMessage `json:"created_at,omitempty"`
	Password      json.RawMessage `json:"password,omitempty"`
	Trusted       json.RawMessage `json:"trusted_metadata,omitempty"`
	Untrusted     json.RawMessage `json:"untrusted_metadata,omitempty"`
	ExternalID    json.RawMessage `json:"external_id,omitempty"`
	LockCreatedAt json.RawMessage `json:"lock_created_at,omitempty"`
	LockExpiresAt json.RawMessage `json:"lock_expires_at,omitempty"`
}

type shownEmail struct {
	EmailID  string `json:"email_id"`
	Email    string `json:"email"`
	Verified bool   `json:"verified"`
}

type shownPhone struct {
	PhoneID  string `json:"phone_id"`
	Phone    string `json:"phone_number"`
	Verified bool   `json:"verified"`
}

// none is the array of what a user of a sandbox never has.
var none = []struct{}{}

func (s *Sandbox) show(u *user, t Toggles) shownUser {
	shown := shownUser{
		UserID: s.id("user", u.ID), Status: u.status(),
		Emails: []shownEmail{}, Phones: []shownPhone{}, Roles: []string{},
		WebAuthn: none, Providers: none, TOTPs: none, CryptoWallets: none, Biometrics: none,
	}
	if u.Email != "" {
		shown.Emails = []shownEmail{{s.id("email", u.EmailID), u.Email, u.EmailVerified}}
	}
	if u.Phone != "" {
		shown.Phones = []shownPhone{{s.id("phone-number", u.PhoneID), u.Phone, u.PhoneVerified}}
	}
	if len(u.Roles) > 0 {
		shown.Roles = u.Roles
	}
	s.showOptional(u, &shown)
	if t.NullOptionals {
		shown.nullOptionals()
	}
	return shown
}

func (s *Sandbox) showOptional(u *user, shown *shownUser) {
	shown.CreatedAt = quote(u.createdAt().Format(time.RFC3339))
	if u.Name != (name{}) {
		shown.Name = json.RawMessage(`{"first_name":` + string(quote(u.Name.First)) +
			`,"middle_name":` + string(quote(u.Name.Middle)) + `,"last_name":` + string(quote(u.Name.Last)) + `}`)
	}
	if u.Password != nil {
		shown.Password = json.RawMessage(`{"password_id":"` + s.id("password", u.Password.ID) + `","requires_reset":false}`)
	}
	if u.Trusted != "" {
		shown.Trusted = json.RawMessage(u.Trusted)
	}
	if u.Untrusted != "" {
		shown.Untrusted = json.RawMessage(u.Untrusted)
	}
	if u.ExternalID != "" {
		shown.ExternalID = quote(u.ExternalID)
	}
}

func (u *shownUser) nullOptionals() {
	for _, field := range []*json.RawMessage{
		&u.Name, &u.CreatedAt, &u.Password, &u.Trusted, &u.Untrusted, &u.ExternalID, &u.LockCreatedAt, &u.LockExpiresAt,
	} {
		if *field == nil {
			*field = json.RawMessage("null")
		}
	}
}

func quote(text string) json.RawMessage {
	quoted, err := json.Marshal(text)
	if err != nil {
		return nil // not reached: every string has a JSON form
	}
	return quoted
}
