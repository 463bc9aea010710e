package migrator_test

import (
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// What a look-up may and may not conclude, one fact each.
func TestDoubt(t *testing.T) {
	var u, x *memoryUser
	noMark := func(s *scene) { s.config.Options.Mark = "off" }
	for name, c := range map[string]struct {
		a     sources.User
		setup func(*scene)
		check func(*testing.T, *scene, migrator.Outcome)
	}{
		"nobody found is created where no write of ours is unseen, whatever the clock says": {passwordless("a"), func(s *scene) {
			noMark(s)
			s.dest.script = []scriptedWrite{before(func() {
				time.Sleep(5 * time.Second)
				x = s.stytch.add(&memoryUser{email: aEmail, externalID: "a", by: "app"})
			})}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
		}},
		"where only the time says ours, an unverified email gets no password": {unverified("a"), func(s *scene) {
			noMark(s)
			s.dest.script = []scriptedWrite{func(func() migrator.Answer) migrator.Answer {
				time.Sleep(5 * time.Second)
				x = s.stytch.add(&memoryUser{email: aEmail, externalID: "a", by: "app"})
				return migrator.Answer{Class: migrator.Lost}
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, x)
			none(t, x)
			if !o.PasswordRefused {
				t.Error("the password counts as moved")
			}
		}},
		"without a mark and an external id nothing is ours": {idless(passwordless("a")), func(s *scene) {
			noMark(s)
			s.dest.script = []scriptedWrite{func(apply func() migrator.Answer) migrator.Answer {
				time.Sleep(5 * time.Second)
				return appliedButLost(apply)
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, s.stytch.byEmail(aEmail))
		}},
		"without a mark a user of ours is known by external id, identifiers and time": {unverified("a"), func(s *scene) {
			noMark(s)
			s.dest.script = []scriptedWrite{func(apply func() migrator.Answer) migrator.Answer {
				time.Sleep(5 * time.Second)
				return appliedButLost(apply)
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
			if o.Evidence != migrator.ByLookup {
				t.Errorf("evidence %d, want the look-up", o.Evidence)
			}
		}},
		"who took the email of a user we made is not looked at": {idless(unverified("a")), func(s *scene) {
			s.dest.script = []scriptedWrite{after(func() {
				u = s.stytch.byEmail(aEmail)
				u.email = "moved@example.com"
				u.note()
				x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
				s.stytch.givePassword(x, "app")
			})}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, u)
		}},
		"a refusal after a loss does not hide a user whom the lost write made late": {passwordless("a"), func(s *scene) {
			var late func() migrator.Answer
			s.dest.script = []scriptedWrite{
				func(apply func() migrator.Answer) migrator.Answer { late = apply; return lost(nil) },
				func(func() migrator.Answer) migrator.Answer {
					late()
					return spoiled(migrator.Refused)
				},
			}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
		}},
		"a refusal after a loss settles when nobody is there": {passwordless("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{lost, func(func() migrator.Answer) migrator.Answer { return spoiled(migrator.Refused) }}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.WasRefused, nil)
			if o.Reason != "invalid_email" {
				t.Errorf("reason %q", o.Reason)
			}
		}},
		"a user whose own id looks like the external id is somebody else": {passwordless("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: "x@example.com", by: "app"})
			x.id = "a"
			s.dest.script = []scriptedWrite{lost}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
		}},
		"a made user whom the app deletes before the second call is not made again": {unverified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{after(func() { u = s.stytch.byEmail(aEmail) }), func(func() migrator.Answer) migrator.Answer {
				s.stytch.remove(u)
				return lost(nil)
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, u)
			if !o.PasswordRefused || len(s.dest.writes) != 2 {
				t.Errorf("outcome %+v after %d writes", o, len(s.dest.writes))
			}
		}},
		"a password for a user of ours who lost it goes without the mark": {verified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{func(apply func() migrator.Answer) migrator.Answer {
				time.Sleep(5 * time.Second)
				apply()
				s.stytch.byEmail(aEmail).password = ""
				return lost(nil)
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, s.stytch.byEmail(aEmail))
			if n := len(s.dest.writes); n != 2 || s.dest.writes[1].Mark != "" {
				t.Errorf("%d writes: %+v", n, s.dest.writes)
			}
		}},
		"a refused password for somebody who is there leaves them present": {withoutSource(verified("a")), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			s.config.Options.DualWrite = "on" // create, then migrate
			s.dest.script = []scriptedWrite{nil, func(func() migrator.Answer) migrator.Answer {
				return migrator.Answer{Class: migrator.Refused, ErrorType: "invalid_bcrypt_hash"}
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
			if !o.PasswordRefused || o.Reason != "invalid_bcrypt_hash" {
				t.Errorf("outcome %+v", o)
			}
		}},
		"a verified password joins a user who has none": {verified("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			s.config.Options.DualWrite = "on"
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.PasswordAdded, x)
			if o.PasswordID != x.password || o.PasswordID == "" {
				t.Errorf("password %q, user has %q", o.PasswordID, x.password)
			}
		}},
		"who has a password already keeps it": {verified("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			s.stytch.givePassword(x, "app")
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
			if x.passwordBy != "app" {
				t.Errorf("the password is from %s", x.passwordBy)
			}
		}},
		"a phone is enough where the record has no email": {phoneOnly("a", "+14155550123"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: "x@example.com", phone: "+14155550123", by: "app"})
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Present, x)
		}},
		"a password_id that the answer did not have is read": {verified("a"), func(s *scene) {
			x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			s.dest.script = []scriptedWrite{func(apply func() migrator.Answer) migrator.Answer {
				a := apply()
				a.PasswordID = ""
				return a
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.PasswordAdded, x)
			if o.PasswordID != x.password {
				t.Errorf("password %q, user has %q", o.PasswordID, x.password)
			}
		}},
		"a misplaced password is found and taken back without its id": {unverified("a"), func(s *scene) {
			s.dest.script = []scriptedWrite{after(func() {
				u = s.stytch.byEmail(aEmail)
				s.stytch.remove(u)
				x = s.stytch.add(&memoryUser{email: aEmail, by: "app"})
			}), func(apply func() migrator.Answer) migrator.Answer {
				a := apply()
				a.PasswordID = ""
				return a
			}}
		}, func(t *testing.T, s *scene, o migrator.Outcome) {
			expect(t, o, migrator.Created, u)
			none(t, x)
		}},
	} {
		t.Run(name, func(t *testing.T) { play(t, c.a, c.setup, c.check) })
	}
}

// withoutSource has no external id, so that only the email finds them.
func withoutSource(u sources.User) sources.User {
	u.SourceID = ""
	return u
}
