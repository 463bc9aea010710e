package migrator_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// The shortest histories that once went wrong. A is the record; X and Y are
// other users of the project.

// play runs a case in a bubble of its own: setup prepares Stytch and the
// script of A's writes, and the import runs until everybody is settled.
func play(t *testing.T, a sources.User, setup func(*scene), check func(*testing.T, *scene, migrator.Outcome)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t, a)
		time.Sleep(time.Minute) // Stytch's users from before are old
		setup(s)
		for range 5 {
			s.dead.Store(false)
			if r, err := s.run(); err == nil && r.State == migrator.Done && r.Unknown == 0 {
				break
			}
		}
		o, settled := s.disk.outcomes[0]
		if !settled {
			t.Fatal("A has no outcome")
		}
		check(t, s, o)
	})
}

type scriptedWrite = func(apply func() migrator.Answer) migrator.Answer

func lost(_ func() migrator.Answer) migrator.Answer { return migrator.Answer{Class: migrator.Lost} }

func appliedButLost(apply func() migrator.Answer) migrator.Answer {
	apply()
	return migrator.Answer{Class: migrator.Lost}
}

// after lets something happen once a write is applied and before its answer
// is here.
func after(happen func()) scriptedWrite {
	return func(apply func() migrator.Answer) migrator.Answer {
		a := apply()
		happen()
		return a
	}
}

func before(happen func()) scriptedWrite {
	return func(apply func() migrator.Answer) migrator.Answer {
		happen()
		return apply()
	}
}

// crash ends the process once the write is applied.
func (s *scene) crash(apply func() migrator.Answer) migrator.Answer {
	apply()
	s.dead.Store(true)
	return migrator.Answer{Class: migrator.Canceled}
}

func expect(t *testing.T, o migrator.Outcome, kind migrator.Kind, user *memoryUser) {
	t.Helper()
	if o.Kind != kind {
		t.Errorf("A is %s (%s), want %s", o.Kind, o.Reason, kind)
	}
	switch {
	case user == nil && o.UserID != "":
		t.Errorf("A is mapped to %s, want nobody", o.UserID)
	case user != nil && o.UserID != user.id:
		t.Errorf("A is mapped to %q, want %s", o.UserID, user.id)
	}
}

// none fails when a password is on a user who must not have one.
func none(t *testing.T, u *memoryUser) {
	t.Helper()
	if u.password != "" {
		t.Errorf("a password is on %s", u.id)
	}
}

func (s *scene) sent(kind migrator.CallKind) int {
	n := 0
	for _, c := range s.dest.writes {
		if c.Kind == kind {
			n++
		}
	}
	return n
}

const aEmail = "a@example.com"

func TestRegression(t *testing.T) {
	withPhone := passwordless("a")
	withPhone.Phone = "+14155550123"
	var x, y *memoryUser
	for name, c := range map[string]struct {
		a     sources.User
		setup func(*scene)
		check func(*testing.T, *scene, migrator.Outcome)
	}{
		"1 a lost create does not make a stranger with the phone ours": {withPhone, func(s *scene) {
			x = s.stytch.add(&memoryUser{email: "x@example.com", phone: withPhone.Phone, by: "app"})
			s.dest.script = []scriptedWrite{lost}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.WasRefused, nil)
		}},
		"2 a user made in the second of the watermark gets no unverified password": {unverified("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
			none(t, x)
			if s.sent(migrator.MigratePassword) > 0 {
				t.Error("a migrate was sent")
			}
		}},
		"3 a user whom the app makes while our create is lost stays the app's": {unverified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{func(func() migrator.Answer) migrator.Answer {
				time.Sleep(3 * time.Second)
				x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
				return migrator.Answer{Class: migrator.Lost}
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
			none(t, x)
		}},
		"4 whoever has the email comes before whoever has the external id": {verified("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: "x@example.com", externalID: "a", by: "app"})
			y = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			s.dest.script = []scriptedWrite{s.crash}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.PasswordAdded, y)
			none(t, x)
			if n := s.sent(migrator.MigratePassword); n != 1 {
				t.Errorf("%d migrates", n)
			}
		}},
		"5 an external id that the app took meanwhile settles": {verified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{before(func() {
				x = s.stytch.add(&memoryUser{email: "x@example.com", externalID: "a", by: "app"})
			})}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
			none(t, x)
			if n := len(s.dest.writes); n != 1 {
				t.Errorf("%d writes", n)
			}
		}},
		"6 a password that a stranger got is taken back": {unverified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{after(func() {
				x = s.stytch.byEmail(aEmail)
				s.stytch.remove(x)
				y = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			})}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, x)
			none(t, y)
			if !o.PasswordRefused {
				t.Error("the password counts as moved")
			}
		}},
		"7 a user whom only the second call made is deleted": {idless(unverified("a")), func(s *scene) {
			s.dest.script = []scriptedWrite{after(func() {
				x = s.stytch.byEmail(aEmail)
				x.email = "moved@example.com"
				x.note()
			})}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, x)
			if u := s.stytch.byEmail(aEmail); u != nil {
				t.Errorf("%s was left behind", u.id)
			}
			if !o.PasswordRefused {
				t.Error("the password counts as moved")
			}
		}},
		"7b with an external id nobody is made": {unverified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{after(func() {
				x = s.stytch.byEmail(aEmail)
				x.email = "moved@example.com"
				x.note()
			})}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, x)
			if len(s.stytch.users) != 1 {
				t.Errorf("%d users", len(s.stytch.users))
			}
		}},
		"8 a deleted user in a stale index is nobody": {idless(passwordless("a")), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			s.stytch.lag = 1500 * time.Millisecond
			time.Sleep(2 * time.Second)
			s.dest.script = []scriptedWrite{after(func() { s.stytch.remove(x) })}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
		}},
		"9 a late create that the index does not show yet is ours": {idless(passwordless("a")), func(s *scene) {
			s.stytch.lag = time.Second
			s.dest.script = []scriptedWrite{func(apply func() migrator.Answer) migrator.Answer {
				time.AfterFunc(500*time.Millisecond, func() { apply() })
				return migrator.Answer{Class: migrator.Lost}
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
			if n := len(s.dest.writes); n != 1 {
				t.Errorf("%d writes", n)
			}
			if o.Evidence != migrator.ByMark {
				t.Errorf("evidence %d, want the mark", o.Evidence)
			}
		}},
		"10 a mark that a lost migrate left on an old user does not make it ours": {verified("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			time.Sleep(10 * time.Second)
			s.dest.script = []scriptedWrite{appliedButLost}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.PasswordAdded, x)
			if o.PasswordID != x.password || o.Evidence != migrator.ByMark {
				t.Errorf("outcome %+v", o)
			}
		}},
		"11 a lost create of the watermark's second is ours by its mark": {passwordless("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{appliedButLost}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
		}},
		"11b and without a mark it is present": {passwordless("a"), func(s *scene) {
			s.config.Options.Mark = "off"
			s.dest.script = []scriptedWrite{appliedButLost}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, s.stytch.byEmail(aEmail))
		}},
	} {
		t.Run(name, func(t *testing.T) { play(t, c.a, c.setup, c.check) })
	}
}

// idless is a user whose id fits no external_id.
func idless(u sources.User) sources.User {
	u.SourceID = "no external id: " + u.SourceID
	return u
}

// Crash at each named moment, for each kind of plan: in the end everybody is
// there once, with their password.
func TestKilledAtNamedMoments(t *testing.T) {
	kinds := map[string]recordKind{
		"passwordless":             {email: true, externalID: true},
		"phone only":               {phone: true, externalID: true},
		"verified password":        {email: true, externalID: true, password: true, verified: true},
		"unverified password":      {email: true, externalID: true, password: true},
		"email, phone, password":   {email: true, phone: true, externalID: true, password: true, verified: true},
		"password, no external id": {email: true, password: true},
	}
	reached := map[string]bool{}
	for name, kind := range kinds {
		for _, point := range migrator.Crashpoints() {
			for nth := range 3 {
				h := &history{seed: 1, mark: true, mergeMark: true, remote: true, records: []recordKind{kind, kind}}
				h.ends = []end{{point: point, nth: nth + 1}, {point: point, nth: 1}}
				h.faults = []fault{{record: 0, kind: lostAfter}}
				bad, trace := live(t, h, true)
				if len(bad) > 0 {
					t.Errorf("%s, %s, time %d: %s\n%s", name, point, nth+1, bad[0], h)
				}
				if slices.ContainsFunc(trace, func(s string) bool { return len(s) > 10 && s[10:] == "the process dies "+point }) {
					reached[point] = true
				}
			}
		}
	}
	for _, point := range migrator.Crashpoints() {
		// Taking back needs an app that acts between two calls.
		if !reached[point] && point != "before something misplaced is taken back" {
			t.Errorf("no process died %s", point)
		}
	}
}
