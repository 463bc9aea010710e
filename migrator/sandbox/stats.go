package sandbox

import "maps"

// Stats returns what was counted so far.
func (s *Sandbox) Stats() Stats {
	s.state.Lock()
	users := len(s.state.byID)
	s.state.Unlock()
	t := s.traffic
	t.mu.Lock()
	defer t.mu.Unlock()
	stats := Stats{
		Requests:       t.requests,
		MaxInAnyWindow: t.most,
		Endpoints:      make(map[string]EndpointStats, len(t.counts)),
		Users:          users,
		StateError:     t.stateErr,
	}
	for name, counts := range t.counts {
		stats.Endpoints[name] = EndpointStats{
			Requests:   counts.Requests,
			Statuses:   maps.Clone(counts.Statuses),
			ErrorTypes: maps.Clone(counts.ErrorTypes),
			Faults:     maps.Clone(counts.Faults),
		}
	}
	return stats
}

// Arrivals returns the latest requests in the order of their arrival: all of
// them, or the last 65,536.
func (s *Sandbox) Arrivals() []Arrival {
	t := s.traffic
	t.mu.Lock()
	defer t.mu.Unlock()
	oldest := 0
	if t.requests > maxArrivals {
		oldest = t.requests % maxArrivals
	}
	list := make([]Arrival, 0, len(t.arrivals))
	list = append(list, t.arrivals[oldest:]...)
	return append(list, t.arrivals[:oldest]...)
}
