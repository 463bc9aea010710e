package migrator

import (
	"sync/atomic"
	"time"
)

// serverTime is the destination's clock as its last answer showed it. Ours is
// of no use: what is compared with it are the destination's own times.
type serverTime struct{ unix atomic.Int64 }

func (s *serverTime) heard(date time.Time) {
	if !date.IsZero() {
		s.unix.Store(date.Unix())
	}
}

// last is zero as long as no answer had a date.
func (s *serverTime) last() time.Time {
	if u := s.unix.Load(); u != 0 {
		return time.Unix(u, 0).UTC()
	}
	return time.Time{}
}
