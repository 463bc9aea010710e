package migrator_test

import (
	"errors"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// sameID gives somebody the id of others, or none.
func sameID(id string, u sources.User) sources.User {
	u.SourceID = id
	return u
}

// TestADeltaTakesNobodyForAnother brings later exports in which ids tell nothing.
func TestADeltaTakesNobodyForAnother(t *testing.T) {
	for fact, tc := range map[string]struct {
		was, now []sources.User
		fails    bool
	}{
		"nobody has an id": {
			was: []sources.User{sameID("", verified("a")), sameID("", verified("b"))}, now: []sources.User{sameID("", verified("c"))}, fails: true,
		},
		"the only user had none": {
			was: []sources.User{sameID("", verified("a"))}, now: []sources.User{sameID("", verified("c"))}, fails: true,
		},
		"somebody has none": {
			was: []sources.User{verified("a"), sameID("", verified("b"))}, now: []sources.User{verified("a"), sameID("", verified("b")), sameID("", verified("c"))},
		},
		"two have one id": {
			was: []sources.User{verified("a"), sameID("x", verified("b")), sameID("x", verified("d"))},
			now: []sources.User{verified("a"), sameID("x", verified("d")), sameID("x", verified("c"))},
		},
	} {
		t.Run(fact, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, tc.was...)
				s.config.Options.ExternalID = "none"
				s.mustRun()
				later := newScene(t, tc.now...)
				later.dest, later.config.Options, later.config.Checkpoint = s.dest, s.config.Options, "later.usher"
				later.config.Delta = migrator.Delta{Since: s.config.Checkpoint, Apply: true}
				later.config.Ports.Checkpoints = disks{
					"users-test.usher": s.config.Ports.Checkpoints, "later.usher": process{disk: later.disk, power: func() bool { return true }},
				}
				m, err := later.begin()
				if fatal, is := errors.AsType[*migrator.FatalError](err); is != tc.fails || is && fatal.Hint == "" {
					t.Fatalf("error %v", err)
				} else if is {
					return
				}
				_, err = m.Run(t.Context())
				if err = errors.Join(err, m.Close()); err != nil {
					t.Fatal(err)
				}
				for i, u := range tc.now {
					if at := s.stytch.ever(later.disk.outcomes[uint64(i)].UserID); at == nil || at.email != u.Email {
						t.Errorf("%s is %+v: %+v", u.Email, later.disk.outcomes[uint64(i)], at)
					}
				}
			})
		})
	}
}
