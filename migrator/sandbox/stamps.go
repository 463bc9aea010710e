package sandbox

import "time"

// stamps is a queue of rising points in time, kept in a ring that grows.
type stamps struct {
	ring  []time.Duration // its length is a power of two
	first int
	count int
}

func (s *stamps) push(at time.Duration) {
	if s.count == len(s.ring) {
		s.grow()
	}
	s.ring[(s.first+s.count)&(len(s.ring)-1)] = at
	s.count++
}

func (s *stamps) grow() {
	ring := make([]time.Duration, max(64, 2*len(s.ring)))
	for i := range s.count {
		ring[i] = s.at(i)
	}
	s.ring, s.first = ring, 0
}

func (s *stamps) at(i int) time.Duration { return s.ring[(s.first+i)&(len(s.ring)-1)] }

// forget drops all stamps at or before the given point.
func (s *stamps) forget(until time.Duration) {
	for s.count > 0 && s.ring[s.first] <= until {
		s.first = (s.first + 1) & (len(s.ring) - 1)
		s.count--
	}
}
