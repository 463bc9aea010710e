package tui

import (
	"context"
	"fmt"
	"sync"

	"example.com/usher/migrator"
)

// runner owns the goroutine of one migration's Run. Screens poll it; it never
// sends to them, because a terminal that nobody reads would then stop the
// import.
type runner struct {
	m      migration
	cancel context.CancelFunc
	ended  chan struct{}

	mu     sync.Mutex
	result migrator.Result
	err    error
}

// startRun runs a migration and closes it when it has ended.
func startRun(ctx context.Context, m migration) *runner {
	ctx, cancel := context.WithCancel(ctx)
	r := &runner{m: m, cancel: cancel, ended: make(chan struct{})}
	go func() {
		defer close(r.ended)
		defer cancel()
		result, err := runSafely(ctx, m)
		if closeErr := m.Close(); err == nil {
			err = closeErr
		}
		r.mu.Lock()
		r.result, r.err = result, err
		r.mu.Unlock()
	}()
	return r
}

// runSafely turns a panic into an error, so that the terminal is given back.
func runSafely(ctx context.Context, m migration) (result migrator.Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("import: %v", p)
		}
	}()
	return m.Run(ctx)
}

// outcome gives the result once Run has ended.
func (r *runner) outcome() (result migrator.Result, err error, ended bool) {
	select {
	case <-r.ended:
	default:
		return migrator.Result{}, nil, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.result, r.err, true
}
