package migrator_test

import (
	"context"
	"sync/atomic"
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

// A kill leaves many in doubt at once. Those who are there are found by one
// search and read again; the others are read one by one at the second look,
// because a search may lag.
func TestThoseInDoubtAfterACrashAreSearchedTogether(t *testing.T) {
	for name, refuse := range map[string]func([]string) string{
		"by a search that is answered": nil,
		"by a search that is refused": func(values []string) string {
			if values[0] == "u000" {
				return "invalid_user_id"
			}
			return ""
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, manyUsers(64)...)
				for range 32 { // the other half had not left
					s.dest.script = append(s.dest.script, s.crash)
				}
				for range 32 {
					s.dest.script = append(s.dest.script, func(func() migrator.Answer) migrator.Answer {
						return migrator.Answer{Class: migrator.Canceled}
					})
				}
				_, _ = s.run()
				s.dead.Store(false)
				s.slowly(refuse)
				before, applied := s.dest.requests, len(s.stytch.users)
				if r := s.mustRun(); r.Created != 64 {
					t.Fatalf("%+v", r)
				}
				most := 1 + 64 + 2*(64-applied) + 8 // whoami, a reading of each, another and a write of the missing, searches
				if n := s.dest.requests - before; n > most || applied == 0 {
					t.Errorf("%d requests for 64 in doubt of whom %d are there, want %d at most", n, applied, most)
				}
			})
		})
	}
}

// queued has so many requests that wait for their turn.
type queued struct {
	*direct
	waiting atomic.Int64
	late    time.Duration
	most    atomic.Int64
	writing atomic.Int64
}

func (q *queued) Write(ctx context.Context, c migrator.Call) migrator.Answer {
	q.most.Store(max(q.most.Load(), q.writing.Add(1)))
	defer q.writing.Add(-1)
	time.Sleep(q.late)
	return q.direct.Write(ctx, c)
}

func (q *queued) Pace() migrator.Pace {
	p := q.direct.Pace()
	p.Waiting, p.Limit = int(q.waiting.Load()), migrator.MaxRate
	return p
}

// While requests wait for their turn nobody more is begun, since a crash would
// leave them in doubt for nothing; when none waits, as many as are needed.
func TestNoMoreAreBegunThanTheDestinationTakes(t *testing.T) {
	for name, c := range map[string]struct{ waiting, least, most int64 }{
		"many wait": {16, 1, 1},
		"few wait":  {15, 100, 256},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, manyUsers(300)...)
				q := &queued{direct: s.dest, late: time.Second}
				s.config.Ports.Connect = func(migrator.Connection) (migrator.Destination, error) { return q, nil }
				m := s.mustBegin()
				time.AfterFunc(500*time.Millisecond, func() { q.waiting.Store(0) })
				q.waiting.Store(c.waiting)
				time.AfterFunc(450*time.Millisecond, func() {
					if n := q.most.Load(); n < c.least || n > c.most {
						t.Errorf("%d were begun, want %d to %d", n, c.least, c.most)
					}
				})
				if r, err := m.Run(t.Context()); err != nil || r.Created != 300 {
					t.Errorf("%+v, %v", r, err)
				}
				if err := m.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}
