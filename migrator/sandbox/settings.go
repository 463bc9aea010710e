package sandbox

import (
	"errors"
	"fmt"
)

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
