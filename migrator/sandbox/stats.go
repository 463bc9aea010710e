package sandbox

import (
	"maps"
	"time"
)

// Stats is what a sandbox has seen since it began. The control plane's own
// requests are not in it.
type Stats struct {
	Requests int `json:"requests"`
	// MaxInAnyWindow is the most requests that arrived within one second,
	// wherever that second began, both ends included; all requests count,
	// refused ones too, whatever the limiter does.
	MaxInAnyWindow int                      `json:"max_in_any_window"`
	Endpoints      map[string]EndpointStats `json:"endpoints"`
	Users          int                      `json:"users"`
	// StateError is the latest reason why a state file could not be written;
	// the requests concerned got a 500.
	StateError string `json:"state_error,omitempty"`
}

// EndpointStats are the counts of one endpoint.
type EndpointStats struct {
	Requests int `json:"requests"`
	// Statuses counts answers by HTTP status; 0 is for requests that got none.
	Statuses map[int]int `json:"statuses"`
	// ErrorTypes counts refusals by error_type.
	ErrorTypes map[string]int `json:"error_types,omitempty"`
	// Faults counts, by kind, the faults that struck.
	Faults map[string]int `json:"faults,omitempty"`
}

// Arrival is one request: when it arrived and what it got. Status is 0 while
// it is under way and for ever when it got no answer.
type Arrival struct {
	At       time.Time `json:"at"`
	Endpoint string    `json:"endpoint"`
	Status   int       `json:"status"`
}

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
