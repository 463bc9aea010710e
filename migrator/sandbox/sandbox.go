package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Sandbox is an embedded Stytch project. It serves through ServeHTTP, Start or
// Transport; all share the same users, limiter and statistics.
type Sandbox struct {
	projectID, secret string
	environment       string
	anyInterface      bool
	boot              uuid // marks the cursors of this run
	state             *state
	toggles           atomic.Pointer[Toggles]
	traffic           *traffic
	verifying         chan struct{} // bounds the hashes computed at once

	closing   chan struct{}
	closeOnce sync.Once
	closeErr  error

	listening sync.Mutex
	listener  net.Listener
	server    *http.Server
}

// New makes a sandbox; it listens only after Start. Its errors name the value
// that can't be used, or the state file.
func New(c Config) (*Sandbox, error) {
	c = c.withDefaults()
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("configure sandbox: %w", err)
	}
	s := &Sandbox{
		projectID: c.ProjectID, secret: c.Secret,
		environment:  c.environment(),
		anyInterface: c.AnyInterface,
		boot:         newUUID(),
		state:        newState(c.Toggles.EmailExact),
		traffic:      newTraffic(c),
		verifying:    make(chan struct{}, 2),
		closing:      make(chan struct{}),
	}
	s.applyToggles(c.Toggles)
	if c.StatePath != "" {
		journal, err := openJournal(c.StatePath, s.state)
		if err != nil {
			return nil, err
		}
		s.state.journal = journal
	}
	if _, err := s.Seed(c.Existing); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close stops listening, breaks off what is under way and closes the state
// file. What was answered before is kept.
func (s *Sandbox) Close() error {
	s.closeOnce.Do(func() {
		close(s.closing)
		s.listening.Lock()
		defer s.listening.Unlock()
		if s.server != nil {
			s.closeErr = s.server.Close()
		}
		s.state.Lock()
		defer s.state.Unlock()
		s.closeErr = errors.Join(s.closeErr, s.state.journal.close())
	})
	return s.closeErr
}

// ProjectID and Secret are the credentials that the sandbox takes.
func (s *Sandbox) ProjectID() string { return s.projectID }

// Secret goes with ProjectID.
func (s *Sandbox) Secret() string { return s.secret }

// prefix is how ids of a kind begin: "user-test-".
func (s *Sandbox) prefix(kind string) string { return kind + "-" + s.environment + "-" }

func (s *Sandbox) id(kind string, id uuid) string {
	if id.isZero() {
		return ""
	}
	return string(id.append([]byte(s.prefix(kind))))
}

// SetFaults replaces the faults; those that were given before are forgotten,
// with how often they had struck.
func (s *Sandbox) SetFaults(list ...Fault) error {
	for _, f := range list {
		if err := f.check(); err != nil {
			return fmt.Errorf("set faults: %w", err)
		}
	}
	s.traffic.mu.Lock()
	defer s.traffic.mu.Unlock()
	s.traffic.faults.set(list)
	return nil
}

// SetLimit replaces the rate limit, which begins anew.
func (s *Sandbox) SetLimit(l LimitConfig) error {
	l = l.withDefaults()
	if err := l.check(); err != nil {
		return fmt.Errorf("set limit: %w", err)
	}
	s.traffic.mu.Lock()
	defer s.traffic.mu.Unlock()
	s.traffic.limiter = newLimiter(l)
	return nil
}

// SetToggles replaces the toggles. EmailExact can't change any more once there
// are users, since it says how they were stored.
func (s *Sandbox) SetToggles(t Toggles) error {
	t = t.withDefaults()
	if err := t.check(); err != nil {
		return fmt.Errorf("set toggles: %w", err)
	}
	s.state.Lock()
	defer s.state.Unlock()
	if t.EmailExact != s.state.exact && len(s.state.byID) > 0 {
		return errors.New("set toggles: email-exact can't change while there are users")
	}
	s.state.exact = t.EmailExact
	s.applyToggles(t)
	return nil
}

func (s *Sandbox) applyToggles(t Toggles) {
	s.state.past.keep = max(t.GetLag, t.SearchLag)
	s.toggles.Store(&t)
}

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
