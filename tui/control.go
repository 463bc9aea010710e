package tui

import (
	"slices"
	"sync"
	"time"
)

// control lets signals reach whatever runs without going through the screen:
// a terminal that does not read would hold them up.
type control struct {
	mu      sync.Mutex
	jobs    []*job // the last one may still run
	leaving bool
	forced  bool
}

// set makes a job the current one; when the process is leaving already, it is
// paused before it does anything.
func (c *control) set(j *job) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !j.follows {
		c.jobs = nil
	}
	c.jobs = append(c.jobs, j)
	if c.leaving {
		j.pause()
	}
}

// pause ends the job gracefully, also one that is begun later, and says
// whether that had been asked before.
func (c *control) pause() (again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	again, c.leaving = c.leaving, true
	for _, j := range c.jobs {
		j.pause()
	}
	return again
}

// abort ends the job at once.
func (c *control) abort() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leaving, c.forced = true, true
	for _, j := range c.jobs {
		j.cancel()
	}
}

// all are the last import and what followed it.
func (c *control) all() []*job {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.jobs)
}

// unreadPatience is how long the screen may take to end after a signal, once
// nothing runs any more.
const unreadPatience = 2 * time.Second

// overdue closes a channel when the screen should have ended, because nothing
// runs any more.
func (c *control) overdue(is chan<- struct{}) {
	for _, j := range c.all() {
		<-j.ended
	}
	time.Sleep(unreadPatience)
	close(is)
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
