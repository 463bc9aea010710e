package migrator_test

import (
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func TestTheWindowBoundsWhomACrashCanLeaveInDoubt(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, manyUsers(200)...)
		s.tuning = migrator.Tuning{Workers: 20, Window: 10, Span: 3}
		s.dest.spoil = func(n int, _ string) (migrator.Class, bool) {
			time.Sleep(time.Duration(n%7) * 100 * time.Millisecond)
			return 0, false
		}
		if r := s.mustRun(); r.Created != 200 {
			t.Fatalf("%+v", r)
		}
		if n := s.disk.mostBelow; n > 10 || n < 5 {
			t.Errorf("at most %d users were below a watermark without an outcome", n)
		}
	})
}

// A watermark and its time are on disk before anybody of its range is sent.
func TestNobodyIsSentAboveTheWatermark(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, manyUsers(50)...)
		s.tuning = migrator.Tuning{Workers: 5, Window: 10, Span: 3}
		s.dest.spoil = func(_ int, what string) (migrator.Class, bool) {
			time.Sleep(time.Second)
			id, write := strings.CutPrefix(what, "create user ")
			if !write {
				return 0, false
			}
			ordinal := uint64(100*int(id[1]-'0') + 10*int(id[2]-'0') + int(id[3]-'0'))
			s.disk.mu.Lock()
			defer s.disk.mu.Unlock()
			for _, w := range s.disk.meta.Watermarks {
				if ordinal < w.Ordinal {
					if w.Time.After(time.Now()) {
						t.Errorf("%s: the watermark's time is %v, now it is %v", id, w.Time, time.Now())
					}
					return 0, false
				}
			}
			t.Errorf("%s is sent above the watermarks %v", id, s.disk.meta.Watermarks)
			return 0, false
		}
		s.mustRun()
	})
}

// Users in doubt whom a run did not reach stay in doubt for the next one.
func TestDoubtOutlivesAPause(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, manyUsers(8)...)
		s.tuning = migrator.Tuning{Workers: 8, Window: 8, Span: 8}
		s.config.Target.BaseURL = "https://stytch.example" // so that they rest first
		for range 8 {
			s.dest.script = append(s.dest.script, s.crash)
		}
		_, _ = s.run()
		s.dead.Store(false)
		s.tuning.Workers = 1
		m := s.mustBegin()
		time.AfterFunc(time.Second, m.Pause)
		if r, err := m.Run(t.Context()); err != nil || r.State != migrator.Paused || r.Created != 0 {
			t.Fatalf("%+v, %v", r, err)
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		applied := len(s.stytch.users)
		if r := s.mustRun(); r.Created != 8 || applied == 0 {
			t.Errorf("%+v, %d had been applied", r, applied)
		}
		marked := 0
		for _, o := range s.disk.outcomes {
			if o.Evidence == migrator.ByMark {
				marked++
			}
		}
		if marked != applied {
			t.Errorf("%d are ours by their mark, want %d", marked, applied)
		}
	})
}

// A user left unresolved has an outcome, and holds no watermark.
func TestAnUnresolvedUserUnderAWatermark(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, manyUsers(4)...)
		s.mustRun()
		unknown := s.disk.outcomes[1]
		unknown.Kind = migrator.Unknown
		s.disk.outcomes[1] = unknown
		delete(s.disk.outcomes, 2)
		s.disk.counts = migrator.Counts{Created: 2, Unknown: 1}
		s.disk.meta.Watermarks = []migrator.Watermark{{Ordinal: 4, Time: time.Now()}}
		if r := s.mustRun(); r.State != migrator.Done || r.Created != 4 || len(s.disk.meta.Watermarks) != 0 {
			t.Errorf("%+v, watermarks %v", r, s.disk.meta.Watermarks)
		}
	})
}

func TestTheRestAfterALoss(t *testing.T) {
	for name, c := range map[string]struct {
		baseURL string
		script  func(s *scene) scriptedWrite
		idle    time.Duration // between the runs
		want    time.Duration // until the first look-up
	}{
		"a lost answer":                       {"https://stytch.example", func(*scene) scriptedWrite { return lost }, 0, 5 * time.Second},
		"a lost answer on loopback":           {"http://127.0.0.1:7070", func(*scene) scriptedWrite { return lost }, 0, 0},
		"a crash":                             {"https://stytch.example", func(s *scene) scriptedWrite { return s.crash }, 0, 5 * time.Second},
		"a crash, and two seconds until now":  {"https://stytch.example", func(s *scene) scriptedWrite { return s.crash }, 2 * time.Second, 3 * time.Second},
		"a crash of yesterday":                {"https://stytch.example", func(s *scene) scriptedWrite { return s.crash }, 24 * time.Hour, 0},
		"a crash, and a clock that went back": {"https://stytch.example", func(s *scene) scriptedWrite { return s.crash }, -24 * time.Hour, 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newScene(t, passwordless("a"))
				s.config.Target.BaseURL = c.baseURL
				s.dest.script = []scriptedWrite{c.script(s)}
				var looked time.Time
				s.dest.spoil = func(_ int, what string) (migrator.Class, bool) {
					if strings.HasPrefix(what, "get") && looked.IsZero() {
						looked = time.Now()
					}
					return 0, false
				}
				began := time.Now()
				_, _ = s.run()
				if s.dead.Load() {
					s.dead.Store(false)
					if c.idle < 0 {
						s.disk.meta.State.Updated = s.disk.meta.State.Updated.Add(-c.idle)
					} else {
						time.Sleep(c.idle)
					}
					began = time.Now()
					s.mustRun()
				}
				if got := looked.Sub(began); got < c.want || got > c.want+100*time.Millisecond {
					t.Errorf("looked after %v, want %v", got, c.want)
				}
			})
		})
	}
}

func TestVerdictsAreStoredInGroups(t *testing.T) {
	users := make([]sources.User, 10000)
	s := newScene(t, users...)
	most, commits := 0, 0
	s.disk.commit = func(_ int, b migrator.Batch) error {
		most = max(most, len(b.Outcomes))
		commits++
		return nil
	}
	if r := s.mustRun(); r.Skipped != 10000 || r.State != migrator.Done {
		t.Errorf("%+v", r)
	}
	if most > 4096 || commits > 6 {
		t.Errorf("%d commits with up to %d outcomes", commits, most)
	}
}
