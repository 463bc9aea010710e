package migrator_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// refusing answers the calls of some users with a refusal.
func refusing(reason string, who func(n int) bool) []scriptedWrite {
	var script []scriptedWrite
	for n := range 700 {
		if !who(n) {
			script = append(script, nil)
			continue
		}
		script = append(script, func(func() migrator.Answer) migrator.Answer {
			return migrator.Answer{Class: migrator.Refused, Status: 400, ErrorType: reason}
		})
	}
	return script
}

func manyUsers(n int) []sources.User {
	users := make([]sources.User, n)
	for i := range users {
		users[i] = passwordless(fmt.Sprintf("u%03d", i))
	}
	return users
}

func TestStopLoss(t *testing.T) {
	for name, c := range map[string]struct {
		who      func(n int) bool
		limits   migrator.StopLoss
		users    int
		want     string // what the error says, "" = the run goes through
		sentMost int
	}{
		"the first 20 for one reason":       {func(n int) bool { return true }, migrator.StopLoss{}, 100, "the first 20 users were all refused for one reason: invalid_email", 24},
		"19 and then a good one":            {func(n int) bool { return n < 19 }, migrator.StopLoss{}, 100, "", 100},
		"the first few, by option":          {func(n int) bool { return true }, migrator.StopLoss{First: 5}, 100, "the first 5 users", 9},
		"50 in a row in the middle":         {func(n int) bool { return n >= 100 }, migrator.StopLoss{}, 300, "50 users in a row were refused for one reason", 154},
		"a tenth of 500":                    {func(n int) bool { return n%8 == 1 }, migrator.StopLoss{}, 700, "users were refused for one reason: invalid_email", 512},
		"less than a tenth":                 {func(n int) bool { return n%11 == 1 }, migrator.StopLoss{}, 700, "", 700},
		"a tenth, where a half is allowed":  {func(n int) bool { return n%8 == 1 }, migrator.StopLoss{Share: 0.5}, 700, "", 700},
		"everybody, with the stop-loss off": {func(n int) bool { return true }, migrator.StopLoss{Off: true}, 100, "", 100},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, manyUsers(c.users)...)
			s.tuning = migrator.Tuning{Workers: 1, Window: 4, Span: 2}
			s.config.StopLoss, s.dest.script = c.limits, refusing("invalid_email", c.who)
			r, err := s.run()
			if len(s.dest.writes) > c.sentMost {
				t.Errorf("%d users were sent", len(s.dest.writes))
			}
			if c.want == "" {
				if err != nil || r.State != migrator.Done {
					t.Errorf("%+v, %v", r, err)
				}
				return
			}
			var loss *migrator.StopLossError
			if !errors.As(err, &loss) || !strings.Contains(err.Error(), c.want) || hint(err) == "" {
				t.Fatalf("error %v", err)
			}
			if r.State != migrator.Failed || r.Reason == "" || r.Refused != s.disk.counts.Refused || r.Refused == 0 {
				t.Errorf("%+v", r)
			}
			// To go on all the same is a choice.
			s.config.StopLoss = migrator.StopLoss{Off: true}
			if r := s.mustRun(); r.State != migrator.Done || r.Remaining != 0 {
				t.Errorf("gone on: %+v", r)
			}
		})
	}
}

func TestStopLossSeesPasswordsToo(t *testing.T) {
	users := manyUsers(100)
	for i := range users {
		users[i] = unverified(users[i].SourceID)
	}
	s := newScene(t, users...)
	s.tuning = migrator.Tuning{Workers: 1, Window: 4, Span: 2}
	s.dest.script = refusing("invalid_bcrypt_hash", func(n int) bool { return n%2 == 1 }) // every second call
	r, err := s.run()
	if !errors.As(err, new(*migrator.StopLossError)) || r.PasswordRefused < 20 || r.Created != r.PasswordRefused {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestDifferentReasonsAreNoStreak(t *testing.T) {
	s := newScene(t, manyUsers(60)...)
	s.dest.script = refusing("a", func(int) bool { return true })
	for i := range s.dest.script {
		if i%2 == 0 {
			s.dest.script[i] = func(func() migrator.Answer) migrator.Answer {
				return migrator.Answer{Class: migrator.Refused, Status: 400}
			}
		}
	}
	s.tuning.Workers = 1
	if r := s.mustRun(); r.Refused != 60 {
		t.Errorf("%+v", r)
	}
	if o := s.disk.outcomes[0]; o.Reason != "http_400" {
		t.Errorf("a refusal without a type has the reason %q", o.Reason)
	}
}

// TestWhoComesBackFirstMakesNoStreak lets every second user be refused, and
// Stytch answer for the others only after all of those.
func TestWhoComesBackFirstMakesNoStreak(t *testing.T) {
	const users, refused = 160, 80
	s := newScene(t, manyUsers(users)...)
	s.tuning = migrator.Tuning{Workers: users, Window: users, Span: 2}
	var left atomic.Int32
	left.Store(refused)
	all := make(chan struct{})
	for n := range users {
		if n%2 == 0 {
			s.dest.script = append(s.dest.script, func(write func() migrator.Answer) migrator.Answer {
				<-all
				return write()
			})
			continue
		}
		s.dest.script = append(s.dest.script, func(func() migrator.Answer) migrator.Answer {
			if left.Add(-1) == 0 {
				close(all)
			}
			return migrator.Answer{Class: migrator.Refused, Status: 400, ErrorType: "invalid_email"}
		})
	}
	if r := s.mustRun(); r.State != migrator.Done || r.Refused != refused {
		t.Errorf("%+v", r)
	}
}
