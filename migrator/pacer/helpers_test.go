package pacer_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"example.com/usher/migrator/pacer"
)

// wire notes when requests were written, as a server without jitter would.
type wire struct {
	mu      sync.Mutex
	written []time.Time
}

func (w *wire) note() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.written = append(w.written, time.Now())
}

// most is the most requests written in any closed window of that length.
func (w *wire) most(window time.Duration) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	most, first := 0, 0
	for last := range w.written {
		for w.written[last].Sub(w.written[first]) > window {
			first++
		}
		most = max(most, last-first+1)
	}
	return most
}

func (w *wire) span() time.Duration {
	return w.written[len(w.written)-1].Sub(w.written[0])
}

// load sends requests from many goroutines, each with a delay before it is
// written and a latency, both with jitter.
type load struct {
	requests, workers int
	latency           time.Duration
	answer            func(n int) pacer.Result
}

func (l load) run(t *testing.T, p *pacer.Pacer) *wire {
	t.Helper()
	var w wire
	numbers := make(chan int)
	go func() {
		defer close(numbers)
		for n := range l.requests {
			numbers <- n
		}
	}()
	var workers sync.WaitGroup
	for id := range l.workers {
		workers.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(id)))
			for n := range numbers {
				permit, err := p.Acquire(context.Background(), pacer.KindWrite)
				if err != nil {
					t.Errorf("acquire: %v", err)
					return
				}
				time.Sleep(time.Duration(random.ExpFloat64() * float64(200*time.Microsecond)))
				permit.Written()
				w.note()
				time.Sleep(l.latency/2 + time.Duration(random.Int64N(int64(l.latency))))
				result := pacer.Result{Kind: pacer.OK}
				if l.answer != nil {
					result = l.answer(n)
				}
				permit.Done(result)
			}
		})
	}
	workers.Wait()
	return &w
}

// send takes one request through, with the result at once.
func send(t *testing.T, p *pacer.Pacer, r pacer.Result) {
	t.Helper()
	permit, err := p.Acquire(t.Context(), pacer.KindWrite)
	if err != nil {
		t.Fatalf("acquire: %v", err)
	}
	if r.Kind != pacer.NotSent {
		permit.Written()
	}
	permit.Done(r)
}
