package migrator_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// bubble runs a test in a bubble, where waiting costs nothing.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

func someUsers(n int) []sources.User {
	users := make([]sources.User, n)
	for i := range users {
		users[i] = passwordless("u" + string(rune('a'+i/26)) + string(rune('a'+i%26)))
	}
	return users
}

func TestTheDestinationsTroubleCostsNobodyTries(t *testing.T) {
	for name, spoil := range map[string]func(n int, what string) (migrator.Class, bool){
		"throttled for long": func(n int, what string) (migrator.Class, bool) { return migrator.Throttled, n > 1 && n < 200 },
		"nobody listens":     func(n int, what string) (migrator.Class, bool) { return migrator.NotSent, n > 1 && n < 200 },
		"5xx for everybody": func(n int, what string) (migrator.Class, bool) {
			if strings.HasPrefix(what, "create") {
				return migrator.Lost, n < 200
			}
			return migrator.Unavailable, n > 1 && n < 200
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, someUsers(3)...)
				s.dest.spoil = spoil
				if r := s.mustRun(); r.Created != 3 || r.Unknown != 0 || r.Retries == 0 {
					t.Errorf("%+v", r)
				}
			})
		})
	}
}

func TestOneUsersOwnTroubleEndsUnresolved(t *testing.T) {
	for name, trouble := range map[string]func(what string) (migrator.Class, bool){
		"their write is never answered": func(what string) (migrator.Class, bool) {
			return migrator.Lost, what == "create user uab"
		},
		"they can't be looked up": func(what string) (migrator.Class, bool) {
			if what == "create user uab" {
				return migrator.Lost, true
			}
			return migrator.Unavailable, what == "get uab"
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, someUsers(12)...)
				s.tuning.Workers = 2
				s.dest.spoil = func(_ int, what string) (migrator.Class, bool) { return trouble(what) }
				before := time.Now()
				r := s.mustRun()
				if r.State != migrator.Done || r.Unknown != 1 || r.Created != 11 {
					t.Fatalf("%+v", r)
				}
				if took := time.Since(before); took > 10*time.Minute {
					t.Errorf("gave up after %v", took)
				}
				o := s.disk.outcomes[1]
				if o.Kind != migrator.Unknown || o.Since.IsZero() {
					t.Errorf("outcome %+v", o)
				}
				// What was unseen stays unseen, however long it takes.
				s.stytch.add(&memoryUser{email: "uab@example.com", externalID: "uab", mark: s.disk.meta.ID + "/1", by: "usher"})
				s.dest.spoil = nil
				if r := s.mustRun(); r.Created != 12 || r.Unknown != 0 {
					t.Errorf("resumed: %+v", r)
				}
				if o := s.disk.outcomes[1]; o.Evidence != migrator.ByMark {
					t.Errorf("outcome %+v", o)
				}
				if len(s.disk.meta.Watermarks) != 0 {
					t.Errorf("watermarks left: %v", s.disk.meta.Watermarks)
				}
			})
		})
	}
}

func TestCredentialsRevokedMidway(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, someUsers(40)...)
		s.tuning = migrator.Tuning{Workers: 3, Span: 5}
		revoked := func(n int, what string) (migrator.Class, bool) { return migrator.Fatal, n > 20 }
		s.dest.spoil = revoked
		r, err := s.run()
		var fatal *migrator.FatalError
		if !errors.As(err, &fatal) || fatal.Hint == "" || !strings.Contains(err.Error(), "unauthorized_credentials") {
			t.Fatalf("error %v", err)
		}
		if r.State != migrator.Failed || r.Created != 19 || s.disk.counts.Created != 19 {
			t.Errorf("%+v, on disk %+v", r, s.disk.counts)
		}
		if n := s.dest.requests; n > 20+3 {
			t.Errorf("%d requests left after the secret was revoked", n-20)
		}
		s.config.Target.ProjectID = "project-test-2"
		if _, err := s.begin(); !errors.As(err, new(*migrator.MismatchError)) {
			t.Errorf("another project: %v", err)
		}
		s.config.Target.ProjectID, s.dest.spoil = testProject, nil
		if r := s.mustRun(); r.Created != 40 || len(s.stytch.users) != 40 {
			t.Errorf("resumed: %+v, %d users", r, len(s.stytch.users))
		}
	})
}

func TestNothingIsSentOnceTheCheckpointCannotBeWritten(t *testing.T) {
	for nth := 1; nth <= 6; nth++ {
		bubble(t, func(t *testing.T) {
			s := newScene(t, someUsers(20)...)
			s.tuning = migrator.Tuning{Workers: 2, Window: 16, Span: 8}
			sent := -1
			s.dest.spoil = func(int, string) (migrator.Class, bool) { time.Sleep(time.Second); return 0, false }
			s.disk.commit = func(n int, _ migrator.Batch) error {
				if n < nth {
					return nil
				}
				if sent < 0 {
					sent = s.dest.sent()
				}
				return errors.New("no space left on device")
			}
			m, err := s.begin()
			if err == nil {
				_, err = m.Run(t.Context())
				snap := m.Snapshot()
				if snap.Counts != s.disk.counts {
					t.Errorf("commit %d: shown %+v, on disk %+v", nth, snap.Counts, s.disk.counts)
				}
				_ = m.Close()
			}
			if s.disk.commits < nth {
				return // how many commits a run takes is up to who is answered when
			}
			var fatal *migrator.FatalError
			if !errors.As(err, &fatal) || fatal.Op != "write checkpoint" || fatal.Hint == "" {
				t.Fatalf("commit %d: error %v", nth, err)
			}
			if more := s.dest.sent() - sent; more > 2 {
				t.Errorf("commit %d: %d requests left afterwards", nth, more)
			}
			s.disk.commit, s.dest.spoil = nil, nil
			if r := s.mustRun(); r.Created != 20 || len(s.stytch.users) != 20 {
				t.Errorf("commit %d: resumed %+v, %d users", nth, r, len(s.stytch.users))
			}
		})
	}
}

func TestPauseAtAnyMoment(t *testing.T) {
	for after := 1; after < 60; after++ {
		bubble(t, func(t *testing.T) {
			s := newScene(t, verified("a"), unverified("b"), passwordless("c"), unverified("d"), unverified("e"), passwordless("f"))
			s.tuning = migrator.Tuning{Workers: 2, Window: 4, Span: 2}
			var m *migrator.Migration
			var points atomic.Int64
			s.tuning.Hook = func(string) {
				if points.Add(1) == int64(after) {
					m.Pause()
				}
			}
			m = s.mustBegin()
			r, err := m.Run(t.Context())
			if err != nil || m.Close() != nil {
				t.Fatal(err)
			}
			if want := r.Remaining == 0; (r.State == migrator.Done) != want || (r.State == migrator.Paused) == want {
				t.Fatalf("after %d: %+v", after, r)
			}
			if len(s.disk.meta.Watermarks) > 0 {
				t.Errorf("after %d: somebody is in doubt: %v", after, s.disk.meta.Watermarks)
			}
			s.tuning.Hook = nil
			reads := len(s.dest.searches)
			if r := s.mustRun(); r.State != migrator.Done || r.Created != 6 || r.PasswordRefused != 0 || len(s.stytch.users) != 6 {
				t.Errorf("after %d, resumed: %+v", after, r)
			}
			if len(s.dest.searches) > reads {
				t.Errorf("after %d: users were looked up of whom nothing was in doubt", after)
			}
		})
	}
}

func TestAPauseWaitsSomeSecondsForTheSecondCall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, unverified("a"))
		var m *migrator.Migration
		down := true
		s.dest.spoil = func(n int, what string) (migrator.Class, bool) {
			return migrator.NotSent, down && strings.HasPrefix(what, "migrate")
		}
		s.tuning.Hook = func(point string) {
			if point == "between the two calls" {
				m.Pause()
			}
		}
		m = s.mustBegin()
		began := time.Now()
		r, err := m.Run(t.Context())
		if err != nil || r.State != migrator.Paused || m.Close() != nil {
			t.Fatalf("%+v, %v", r, err)
		}
		if took := time.Since(began); took < time.Second || took > 10*time.Second {
			t.Errorf("the pause took %v", took)
		}
		if len(s.disk.meta.Watermarks) == 0 {
			t.Error("nobody is in doubt, although a user is half made")
		}
		down = false
		if r := s.mustRun(); r.Created != 1 || r.PasswordRefused != 0 {
			t.Errorf("resumed: %+v", r)
		}
		if o := s.disk.outcomes[0]; o.Evidence != migrator.ByMark || !o.PasswordMoved {
			t.Errorf("outcome %+v", o)
		}
	})
}

func TestTheSecondSignalLeavesAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, someUsers(10)...)
		ctx, abort := contextWithCancel(t)
		s.dest.spoil = func(n int, what string) (migrator.Class, bool) {
			if n == 5 {
				abort()
				return migrator.Lost, true
			}
			return 0, false
		}
		m := s.mustBegin()
		r, err := m.Run(ctx)
		if err != nil || r.State != migrator.Paused || m.Close() != nil {
			t.Fatalf("%+v, %v", r, err)
		}
		s.dest.spoil = nil
		if r := s.mustRun(); r.Created != 10 || len(s.stytch.users) != 10 {
			t.Errorf("resumed: %+v", r)
		}
	})
}
