package pacer_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator/pacer"
)

// strictServer enforces a limit in every sliding second, where requests
// arrive. It may count the refused ones too.
type strictServer struct {
	mu           sync.Mutex
	limit        int
	countRefused bool
	chance       func(now time.Time) bool // refuses besides, nil = never
	counted      []time.Time
	accepted     []time.Time
	refused      int
}

func (s *strictServer) takes(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.counted) > 0 && now.Sub(s.counted[0]) >= time.Second {
		s.counted = s.counted[1:]
	}
	ok := len(s.counted) < s.limit && (s.chance == nil || !s.chance(now))
	if ok || s.countRefused {
		s.counted = append(s.counted, now)
	}
	if ok {
		s.accepted = append(s.accepted, now)
	} else {
		s.refused++
	}
	return ok
}

// share is what was accepted of what the limit allows, from a moment on.
func (s *strictServer) share(from, to time.Time) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, at := range s.accepted {
		if !at.Before(from) && at.Before(to) {
			n++
		}
	}
	return float64(n) / (float64(s.limit) * to.Sub(from).Seconds())
}

// TestMostOfAStrictLimitIsUsed: after the first minute some 0.93 of what a
// server allows gets through, for a limit at and below the rate, whether or not
// it counts what it refuses, with jitter on the way up to 50 ms. At ten a second
// one slot is a tenth of the limit, so that settling just below it costs more.
func TestMostOfAStrictLimitIsUsed(t *testing.T) {
	const run = 4 * time.Minute
	for _, c := range []struct {
		limit int
		share float64
	}{{65, 0.93}, {40, 0.92}, {10, 0.75}} {
		for _, countRefused := range []bool{false, true} {
			for _, jitter := range []time.Duration{0, 50 * time.Millisecond} {
				t.Run(fmt.Sprintf("limit %d, refused count %v, jitter %v", c.limit, countRefused, jitter), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						server := &strictServer{limit: c.limit, countRefused: countRefused}
						p := pacer.New(pacer.Config{Rate: 65})
						begin := time.Now()
						w := drive(t, p, server, jitter, begin.Add(run))
						share := server.share(begin.Add(time.Minute), begin.Add(run))
						t.Logf("share %.4f, refused %d, guard %v, limit %d", share, server.refused, p.Snapshot().Guard, p.Snapshot().Limit)
						if share < c.share {
							t.Errorf("%.4f of the limit got through, want %.2f", share, c.share)
						}
						if most := w.most(time.Second); most > 65 {
							t.Errorf("%d requests left in one second", most)
						}
					})
				})
			}
		}
	}
}

// drive keeps many workers sending until a moment.
func drive(t *testing.T, p *pacer.Pacer, server *strictServer, jitter time.Duration, end time.Time) *wire {
	t.Helper()
	var w wire
	var workers sync.WaitGroup
	for id := range 100 {
		workers.Go(func() {
			random := rand.New(rand.NewPCG(7, uint64(id)))
			way := func() {
				time.Sleep(20*time.Millisecond + time.Duration(random.Int64N(int64(jitter)+1)))
			}
			for time.Now().Before(end) {
				permit, err := p.Acquire(t.Context(), pacer.KindWrite)
				if err != nil {
					t.Errorf("acquire: %v", err)
					return
				}
				permit.Written()
				w.note()
				way()
				ok := server.takes(time.Now())
				time.Sleep(time.Duration(40+random.Int64N(80)) * time.Millisecond)
				way()
				if ok {
					permit.Done(pacer.Result{Kind: pacer.OK})
				} else {
					permit.Done(pacer.Result{Kind: pacer.Throttled})
				}
			}
		})
	}
	workers.Wait()
	return &w
}

// TestRefusalsByChanceAreForgotten: a server that refuses at random for a while
// has no limit to learn, and once it stops the full rate comes back.
func TestRefusalsByChanceAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		server := &strictServer{limit: 1000}
		var mu sync.Mutex
		random := rand.New(rand.NewPCG(3, 3))
		server.chance = func(now time.Time) bool {
			mu.Lock()
			defer mu.Unlock()
			return now.Sub(begin) < 2*time.Minute && random.Float64() < 0.03
		}
		p := pacer.New(pacer.Config{Rate: 65})
		drive(t, p, server, 0, begin.Add(10*time.Minute))
		if share := server.share(begin.Add(6*time.Minute), begin.Add(10*time.Minute)) * 1000 / 65; share < 0.95 {
			t.Errorf("%.3f of the rate is used after the refusals ended", share)
		}
	})
}
