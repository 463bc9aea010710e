package sandbox

import "time"

// limiter decides which requests are too many. Its methods are called one at
// a time.
type limiter struct {
	config  LimitConfig
	windows map[string]*window // by endpoint; "" for all together
	search  *window
}

func newLimiter(c LimitConfig) *limiter {
	l := &limiter{config: c, windows: map[string]*window{}}
	if c.SearchPerMinute > 0 {
		l.search = newWindow(c.Mode, c.SearchPerMinute, time.Minute)
	}
	return l
}

// take counts a request. When it is refused, wait is how long it takes until
// the next one would pass.
func (l *limiter) take(endpoint string, now moment) (wait time.Duration, ok bool) {
	if l.config.Mode == LimitOff {
		return 0, true
	}
	all := l.windowOf(endpoint)
	wait = all.wait(now)
	bySearch := l.search != nil && endpoint == EndpointSearch
	if bySearch {
		wait = max(wait, l.search.wait(now))
	}
	ok = wait == 0
	if ok || l.config.CountRefused {
		all.count(now)
		if bySearch {
			l.search.count(now)
		}
	}
	return wait, ok
}

func (l *limiter) windowOf(endpoint string) *window {
	if !l.config.PerEndpoint {
		endpoint = ""
	}
	w := l.windows[endpoint]
	if w == nil {
		w = newWindow(l.config.Mode, l.config.Requests, l.config.Window)
		l.windows[endpoint] = w
	}
	return w
}

// moment is one point in time on both clocks: the wall clock, to which fixed
// windows are aligned, and the monotonic one, on which sliding ones run.
type moment struct {
	wall  time.Time
	since time.Duration // since the sandbox began
}

// window counts requests in one window: since (now - length) when sliding,
// since the clock's last multiple of length when fixed.
type window struct {
	fixed  bool
	limit  int
	length time.Duration

	stamps stamps    // sliding
	start  time.Time // fixed
	used   int
}

func newWindow(mode LimitMode, limit int, length time.Duration) *window {
	return &window{fixed: mode == LimitFixed, limit: limit, length: length}
}

// wait returns 0 when there is room, else the time until there is.
func (w *window) wait(now moment) time.Duration {
	if w.fixed {
		if start := now.wall.Truncate(w.length); !start.Equal(w.start) {
			w.start, w.used = start, 0
		}
		if w.used < w.limit {
			return 0
		}
		return w.start.Add(w.length).Sub(now.wall)
	}
	w.stamps.forget(now.since - w.length)
	if w.stamps.count < w.limit {
		return 0
	}
	return w.stamps.at(w.stamps.count-w.limit) + w.length - now.since
}

func (w *window) count(now moment) {
	if w.fixed {
		w.used++
		return
	}
	w.stamps.push(now.since)
}
