package tui

import "sync"

// control lets signals reach whatever runs without going through the screen:
// a terminal that does not read would hold them up.
type control struct {
	mu      sync.Mutex
	current *runner
	leaving bool
	forced  bool
}

// set makes a run the current one; when the process is leaving already, the
// run is paused before it does anything.
func (c *control) set(r *runner) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = r
	if c.leaving {
		r.m.Pause()
	}
}

// pause ends the run gracefully, also one that is begun later, and says
// whether that had been asked before.
func (c *control) pause() (again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	again, c.leaving = c.leaving, true
	if c.current != nil {
		c.current.m.Pause()
	}
	return again
}

// abort ends the run at once.
func (c *control) abort() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leaving, c.forced = true, true
	if c.current != nil {
		c.current.cancel()
	}
}

func (c *control) runner() *runner {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current
}

func (c *control) left() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.leaving
}

func (c *control) aborted() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.forced
}
