package migrator_test

import (
	"errors"
	"testing"
	"time"

	"example.com/usher/migrator"
)

// TestAnotherCorrectionOfWhomARetryMayHaveSent corrects a user whose first
// correction was sent by a retry that died before it knew the answer.
func TestAnotherCorrectionOfWhomARetryMayHaveSent(t *testing.T) {
	const first, second = "first@example.com", "second@example.com"
	for name, tc := range map[string]struct {
		externalID string
		needsFirst bool
	}{
		"who has an external id is found by it":                          {externalID: "source"},
		"who has none is left to the first correction, which finds them": {externalID: "none", needsFirst: true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, verified("a"))
				s.config.Options.ExternalID = tc.externalID
				s.dest.script = refusing("invalid_email", func(int) bool { return true })[:1]
				if r := s.mustRun(); r.Refused != 1 {
					t.Fatalf("%+v", r)
				}
				s.dest.script = []scriptedWrite{s.crash}
				_ = s.retryWith(first)
				s.dead.Store(false)
				time.Sleep(time.Minute)
				if n := len(s.stytch.users); n != 1 {
					t.Fatalf("%d users after the first correction", n)
				}
				err := s.retryWith(second)
				if fatal, is := errors.AsType[*migrator.FatalError](err); is != tc.needsFirst || is && fatal.Hint == "" {
					t.Fatalf("error %v", err)
				}
				if tc.needsFirst {
					err = s.retryWith(first)
				}
				if o := s.disk.outcomes[0]; err != nil || !o.PasswordMoved || len(s.stytch.users) != 1 {
					t.Errorf("error %v; %d users; %+v", err, len(s.stytch.users), o)
				}
			})
		})
	}
}

// retryWith corrects the email of user a.
func (s *scene) retryWith(email string) error {
	c := migrator.RetryConfig{
		ReopenConfig: migrator.ReopenConfig{Ports: s.config.Ports, Checkpoint: s.config.Checkpoint, Secret: s.config.Secret},
		Edits:        map[string]migrator.Edit{"a": {Email: &email}},
	}
	m, err := migrator.RetryWith(s.t.Context(), c, s.export, s.tuning)
	if err != nil {
		return err
	}
	_, err = m.Run(s.t.Context())
	return errors.Join(err, m.Close())
}
