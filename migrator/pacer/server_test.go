package pacer_test

import (
	"sync"
	"time"
)

// slidingServer takes at most limit requests in any second; those it refuses
// do not count.
type slidingServer struct {
	mu    sync.Mutex
	limit int
	taken []time.Time
}

func newSlidingServer(limit int) *slidingServer { return &slidingServer{limit: limit} }

func (s *slidingServer) takes(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.taken) > 0 && now.Sub(s.taken[0]) >= time.Second {
		s.taken = s.taken[1:]
	}
	if len(s.taken) >= s.limit {
		return false
	}
	s.taken = append(s.taken, now)
	return true
}
