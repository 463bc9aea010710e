package sandbox

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
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
