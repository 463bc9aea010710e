package sandbox

import (
	"sync"
	"time"
)

// maxArrivals is how many of the latest requests are remembered one by one.
const maxArrivals = 1 << 16

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
