package tui

import (
	"context"
	"fmt"
)

// work is what goes on behind a screen: an import, a verification, an undo.
type work[R any] interface {
	Run(context.Context) (R, error)
	// Pause ends Run gently, and returns at once.
	Pause()
	Close() error
}

// job is the goroutine of one work, as control and the end of the process see
// it.
type job struct {
	pause  func()
	cancel context.CancelFunc
	ended  chan struct{}
	// receipt says how it stands; ended is false where it was not waited for.
	receipt func(ended bool) Receipt
	// follows: its receipt comes after that of the import before it.
	follows bool
}

// runner owns the goroutine of one work. Screens poll it; it never sends to
// them, because a terminal that nobody reads would then stop the work.
type runner[R any] struct {
	*job
	// Written before ended is closed, read after.
	result R
	err    error
}

// startRun runs a work and closes it when it has ended.
func startRun[R any](ctx context.Context, w work[R]) *runner[R] {
	ctx, cancel := context.WithCancel(ctx)
	r := &runner[R]{job: &job{pause: w.Pause, cancel: cancel, ended: make(chan struct{})}}
	go func() {
		defer close(r.ended)
		defer cancel()
		r.result, r.err = runSafely(ctx, w)
		if err := w.Close(); r.err == nil {
			r.err = err
		}
	}()
	return r
}

// runSafely turns a panic into an error, so that the terminal is given back.
func runSafely[R any](ctx context.Context, w work[R]) (result R, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("usher made a mistake (%T); what was reached is kept", p)
		}
	}()
	return w.Run(ctx)
}

// outcome gives the result once Run has ended.
func (r *runner[R]) outcome() (result R, err error, ended bool) {
	select {
	case <-r.ended:
		return r.result, r.err, true
	default:
		return result, nil, false
	}
}
