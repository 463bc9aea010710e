package command

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"time"
)

// unreadPatience is how long a write may take once the process is leaving.
const unreadPatience = time.Second

var errUnread = errors.New("nobody reads what is written")

// leavable is a writer whose other end may not be read: a terminal after
// ctrl+s, a pipe into a program that hangs. A write waits then, as everywhere;
// but once the process is leaving it is given up after a while, and whatever
// follows is dropped, so that the process can end.
type leavable struct {
	to      io.Writer
	leaving <-chan struct{}

	mu     sync.Mutex
	unread bool
}

func (l *leavable) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unread {
		return 0, errUnread
	}
	type ending struct {
		n   int
		err error
	}
	ended := make(chan ending, 1)
	content := bytes.Clone(p) // a write that was given up goes on
	go func() {
		n, err := l.to.Write(content)
		ended <- ending{n, err}
	}()
	select {
	case e := <-ended:
		return e.n, e.err
	case <-l.leaving:
	}
	select {
	case e := <-ended:
		return e.n, e.err
	case <-time.After(unreadPatience):
		l.unread = true
		return 0, errUnread
	}
}
