package sandbox

import (
	"sync"
	"time"
)

// maxArrivals is how many of the latest requests are remembered one by one.
const maxArrivals = 1 << 16

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

// arrival finds a request again when it has been answered.
type arrival struct {
	number   int
	endpoint string
}

// traffic is all that counts requests: limiter, faults, statistics.
type traffic struct {
	mu       sync.Mutex
	began    time.Time
	limiter  *limiter
	faults   *faults
	latency  Fault // waited by every request
	window   stamps
	most     int
	requests int
	counts   map[string]*EndpointStats
	arrivals []Arrival // a ring once it is full
	stateErr string
}

func newTraffic(c Config) *traffic {
	return &traffic{
		began:   time.Now(),
		limiter: newLimiter(c.Limit),
		faults:  newFaults(c.Faults, c.Seed),
		latency: Fault{Latency: c.Latency, Jitter: c.Jitter},
		counts:  map[string]*EndpointStats{},
	}
}

func (t *traffic) now() moment {
	wall := time.Now()
	return moment{wall: wall, since: wall.Sub(t.began)}
}

// arrive notes a request.
func (t *traffic) arrive(endpoint string) arrival {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	t.window.forget(now.since - time.Second - 1)
	t.window.push(now.since)
	t.most = max(t.most, t.window.count)
	t.endpoint(endpoint).Requests++
	a := arrival{number: t.requests, endpoint: endpoint}
	t.requests++
	if len(t.arrivals) < maxArrivals {
		t.arrivals = append(t.arrivals, Arrival{})
	}
	t.arrivals[a.number%maxArrivals] = Arrival{At: now.wall, Endpoint: endpoint}
	return a
}

// leave notes what a request got.
func (t *traffic) leave(a arrival, got answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	status := got.status
	if got.ending == closed || got.ending == silent {
		status = 0
	}
	counts := t.endpoint(a.endpoint)
	counts.Statuses[status]++
	if got.errorType != "" && status != 0 {
		counts.ErrorTypes[got.errorType]++
	}
	if t.requests-a.number <= maxArrivals {
		t.arrivals[a.number%maxArrivals].Status = status
	}
}

func (t *traffic) endpoint(name string) *EndpointStats {
	counts := t.counts[name]
	if counts == nil {
		counts = &EndpointStats{Statuses: map[int]int{}, ErrorTypes: map[string]int{}, Faults: map[string]int{}}
		t.counts[name] = counts
	}
	return counts
}

// strike draws the fault for one step of a request.
func (t *traffic) strike(at stage, endpoint string) (kind string, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	kind, wait = t.faults.draw(at, endpoint)
	if kind != "" {
		t.endpoint(endpoint).Faults[kind]++
	}
	if at == stageArrival {
		if wait > 0 {
			t.endpoint(endpoint).Faults[FaultLatency]++
		}
		wait += t.faults.spread(t.latency.Latency, t.latency.Jitter)
	}
	return kind, wait
}

// take asks the limiter; form is that of Retry-After.
func (t *traffic) take(endpoint string) (wait time.Duration, form string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	wait, ok = t.limiter.take(endpoint, t.now())
	return wait, t.limiter.config.RetryAfter, ok
}

func (t *traffic) limits() LimitConfig {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.limiter.config
}

func (t *traffic) stateFailed(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stateErr = err.Error()
}
