package migrator_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator"
)

// slowSearch lets only so many searches be under way as Stytch's limit does,
// and refuses what it is told to.
type slowSearch struct {
	*direct
	refuse func(values []string) string // error_type, or ""
	gate   chan struct{}                // one place
}

func (d *slowSearch) Search(ctx context.Context, by string, values []string) migrator.Reply {
	d.gate <- struct{}{}
	time.Sleep(400 * time.Millisecond) // 150 a minute
	<-d.gate
	if d.refuse != nil {
		if kind := d.refuse(values); kind != "" {
			d.direct.mu.Lock()
			d.direct.requests++
			d.direct.mu.Unlock()
			return migrator.Reply{Class: migrator.Refused, Status: 400, ErrorType: kind}
		}
	}
	return d.direct.Search(ctx, by, values)
}

func (s *scene) slowly(refuse func([]string) string) {
	slow := &slowSearch{direct: s.dest, refuse: refuse, gate: make(chan struct{}, 1)}
	s.config.Ports.Connect = func(migrator.Connection) (migrator.Destination, error) { return slow, nil }
}

// there puts every user of the export into Stytch, with a password.
func (s *scene) there() {
	for _, u := range s.export.records {
		x := s.stytch.add(&memoryUser{email: u.Email, by: "app"})
		s.stytch.givePassword(x, "app")
	}
}

func TestUsersWhoAreThereAlreadyTakeAFewSearches(t *testing.T) {
	bubble(t, func(t *testing.T) {
		users := manyUsers(2000)
		for i := range users {
			users[i] = withoutSource(verified(users[i].SourceID))
		}
		s := newScene(t, users...)
		s.there()
		for i := 9; i < len(s.stytch.users); i += 10 {
			s.stytch.remove(s.stytch.users[i]) // a tenth is new
		}
		s.slowly(nil)
		began := time.Now()
		r := s.mustRun()
		if r.Present != 1800 || r.Created != 200 {
			t.Fatalf("%+v", r)
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("took %v: one by one it is %v", took, 2000*400*time.Millisecond)
		}
		for _, values := range s.dest.searches {
			if len(values) > 100 {
				t.Fatalf("a search for %d values", len(values))
			}
		}
		// Once that is clear, nothing is sent before the look-up.
		if n := len(s.dest.writes); n > 200+400 {
			t.Errorf("%d writes for 200 new users", n)
		}
	})
}

func TestLookingAheadStopsWhenUsersAreNewAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		users := manyUsers(600)
		for i := range users {
			users[i] = withoutSource(users[i])
		}
		s := newScene(t, users...)
		s.tuning.Workers = 8
		for _, u := range s.export.records[:300] {
			s.stytch.add(&memoryUser{email: u.Email, by: "app"})
		}
		s.slowly(nil)
		if r := s.mustRun(); r.Present != 300 || r.Created != 300 {
			t.Fatalf("%+v", r)
		}
		looked := 0
		for _, values := range s.dest.searches {
			looked += len(values)
		}
		if looked > 400 {
			t.Errorf("%d look-ups for 300 users who were there", looked)
		}
	})
}

func TestASearchThatIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		refuse func(values []string) string
		most   int // values in a search that is answered
	}{
		"for so many values": {func(values []string) string {
			if len(values) > 30 {
				return "user_search_maximum_filter_value_count_exceeded"
			}
			return ""
		}, 30},
		"for one of them": {func(values []string) string {
			for _, v := range values {
				if v == "u007@example.com" {
					return "invalid_email"
				}
			}
			return ""
		}, 100},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				users := manyUsers(300)
				for i := range users {
					users[i] = withoutSource(users[i])
				}
				s := newScene(t, users...)
				s.there()
				s.slowly(c.refuse)
				r := s.mustRun()
				want := 300
				if c.most == 100 {
					want = 299 // the one whom no search can name stays unresolved
				}
				if r.Present != want || r.Present+r.Unknown != 300 {
					t.Errorf("%+v", r)
				}
				for _, values := range s.dest.searches {
					if len(values) > c.most {
						t.Errorf("a search for %d values", len(values))
					}
				}
			})
		})
	}
}

func TestExternalIDsAreReadNotSearched(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, manyUsers(100)...)
		for _, u := range s.export.records {
			s.stytch.add(&memoryUser{email: u.Email, externalID: u.SourceID, by: "app"})
		}
		if r := s.mustRun(); r.Present != 100 {
			t.Fatalf("%+v", r)
		}
		if len(s.dest.searches) > 0 {
			t.Errorf("%d searches", len(s.dest.searches))
		}
		synctest.Wait()
	})
}
