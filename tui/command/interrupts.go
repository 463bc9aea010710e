package command

import (
	"os"
	"sync"
	"time"
)

// interrupts hand the signals of the process to whatever runs now.
type interrupts struct {
	// leaving is closed by the first signal.
	leaving chan struct{}

	mu sync.Mutex
	// first is what the first signal does; the second one ends Run.
	first func()
	// last is done when Run is left at once: give the terminal back, say how
	// to go on.
	last func()
	// screen, while there is one, gets all signals instead.
	screen chan os.Signal
}

// twin is within which time the same signal again is the same request: some
// programs (timeout) signal both a process and its group.
const twin = 100 * time.Millisecond

// watch reads the signals until stop. The channel that it gives is closed by
// the second signal.
func (i *interrupts) watch(signals <-chan os.Signal, stop <-chan struct{}) (forced <-chan struct{}) {
	end := make(chan struct{})
	go func() {
		again, leaving := false, i.leaving
		var last os.Signal
		var at time.Time
		for {
			select {
			case <-stop:
				return
			case s, open := <-signals:
				if open && s == last && time.Since(at) < twin {
					continue
				}
				last, at = s, time.Now()
				if open && leaving != nil {
					close(leaving)
					leaving = nil
				}
				switch {
				case !open:
					return
				case i.toScreen(s):
				case again:
					close(end)
					return
				default:
					again = true
					i.pause()
				}
			}
		}
	}()
	return end
}

func (i *interrupts) toScreen(s os.Signal) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.screen == nil {
		return false
	}
	select {
	case i.screen <- s:
	default: // it has two already, which is all that it needs
	}
	return true
}

func (i *interrupts) pause() {
	i.mu.Lock()
	first := i.first
	i.mu.Unlock()
	first()
}

// leave does what is left to do when nothing is waited for.
func (i *interrupts) leave() {
	i.mu.Lock()
	last := i.last
	i.mu.Unlock()
	if last != nil {
		last()
	}
}

// during sets what the two signals do until the returned function is called.
func (i *interrupts) during(first, last func()) (end func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	wasFirst, wasLast := i.first, i.last
	if first != nil {
		i.first = first
	}
	i.last = last
	return func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.first, i.last = wasFirst, wasLast
	}
}

// forScreen gives a screen the signals until the returned function is called.
func (i *interrupts) forScreen() (signals <-chan os.Signal, end func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.screen = make(chan os.Signal, 2)
	return i.screen, func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.screen = nil
	}
}
