package migrator_test

import (
	"errors"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
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

// TestACorrectionKeepsTheExternalID corrects a user, whose app knows them by
// another id than the provider's, by a file that may not have it.
func TestACorrectionKeepsTheExternalID(t *testing.T) {
	for name, tc := range map[string]struct {
		member string // of the corrected file
		fails  bool
	}{
		"left out it stays":      {member: ""},
		"the same is all right":  {member: `"external_id":"app-7",`},
		"another one is refused": {member: `"external_id":"app-8",`, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			file := sourcestest.File(t, "corrected.ndjson", `{"id":"a",`+tc.member+`"email":"first@example.com","email_verified":true}`+"\n")
			bubble(t, func(t *testing.T) {
				u := verified("a")
				u.ExternalID = "app-7"
				s := newScene(t, u)
				s.dest.script = refusing("invalid_email", func(int) bool { return true })[:1]
				if r := s.mustRun(); r.Refused != 1 {
					t.Fatalf("%+v", r)
				}
				err := s.retryFrom(file)
				if tc.fails {
					if fatal, is := errors.AsType[*migrator.FatalError](err); !is || fatal.Hint == "" || len(s.stytch.users) > 0 {
						t.Errorf("error %v, %d users", err, len(s.stytch.users))
					}
					return
				}
				if err != nil || len(s.stytch.users) != 1 || s.stytch.users[0].externalID != "app-7" || s.stytch.users[0].email != "first@example.com" {
					t.Errorf("error %v, %d users", err, len(s.stytch.users))
				}
			})
		})
	}
}

// Corrections are found by ids: whoever has none would be anybody else without.
func TestACorrectionWithoutAnIDIsRefused(t *testing.T) {
	file := sourcestest.File(t, "corrected.ndjson", `{"email":"first@example.com","email_verified":true}`+"\n")
	bubble(t, func(t *testing.T) {
		a, b := verified("a"), verified("b")
		a.SourceID, b.SourceID = "", ""
		s := newScene(t, a, b)
		s.dest.script = refusing("invalid_email", func(int) bool { return true })[:1]
		if r := s.mustRun(); r.Refused != 1 {
			t.Fatalf("%+v", r)
		}
		err := s.retryFrom(file)
		if fatal, is := errors.AsType[*migrator.FatalError](err); !is || fatal.Hint == "" || len(s.stytch.users) != 1 {
			t.Errorf("error %v, %d users", err, len(s.stytch.users))
		}
	})
}

// retryWith corrects the email of user a.
func (s *scene) retryWith(email string) error {
	return s.retry(migrator.RetryConfig{Edits: map[string]migrator.Edit{"a": {Email: &email}}})
}

// retryFrom corrects by a file.
func (s *scene) retryFrom(path string) error {
	e, err := sources.Open(s.t.Context(), sources.Options{Paths: []string{path}, Provider: sources.JSON})
	if err != nil {
		return err
	}
	defer func() { _ = e.Close() }() // only read
	return s.retry(migrator.RetryConfig{Corrected: e})
}

func (s *scene) retry(c migrator.RetryConfig) error {
	c.ReopenConfig = migrator.ReopenConfig{Ports: s.config.Ports, Checkpoint: s.config.Checkpoint, Secret: s.config.Secret}
	m, err := migrator.RetryWith(s.t.Context(), c, s.export, s.tuning)
	if err != nil {
		return err
	}
	_, err = m.Run(s.t.Context())
	return errors.Join(err, m.Close())
}
