package pacer_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator/pacer"
)

func TestNoSecondHoldsMoreThanTheRateAndTheRateIsUsed(t *testing.T) {
	const rate, requests = 65, 5000
	for _, latency := range []time.Duration{5 * time.Millisecond, 50 * time.Millisecond, 500 * time.Millisecond} {
		t.Run(latency.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pacer.New(pacer.Config{Rate: rate})
				w := load{requests: requests, workers: 200, latency: latency}.run(t, p)
				if most := w.most(time.Second); most > rate {
					t.Errorf("a closed second holds %d requests", most)
				}
				if used := float64(requests) / (rate * w.span().Seconds()); used < 0.98 {
					t.Errorf("only %.4f of the rate was used", used)
				}
				s := p.Snapshot()
				if s.MaxPerSecond != w.most(time.Second) || s.Requests != requests || s.InFlight != 0 {
					t.Errorf("snapshot says max %d, requests %d, in flight %d", s.MaxPerSecond, s.Requests, s.InFlight)
				}
			})
		})
	}
}

func TestOtherRates(t *testing.T) {
	for _, rate := range []int{1, 7, 64, 200} {
		t.Run(fmt.Sprint(rate), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pacer.New(pacer.Config{Rate: rate})
				w := load{requests: 20 * rate, workers: 100, latency: 50 * time.Millisecond}.run(t, p)
				if most := w.most(time.Second); most > rate {
					t.Errorf("a closed second holds %d requests", most)
				}
				if span := w.span(); span > 20500*time.Millisecond {
					t.Errorf("20 seconds' worth took %v", span)
				}
			})
		})
	}
}

func TestASlowWriteKeepsItsSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 1})
		start := time.Now()
		slow, _ := p.Acquire(t.Context(), pacer.KindWrite)
		time.AfterFunc(5*time.Second, slow.Written)
		second, err := p.Acquire(t.Context(), pacer.KindWrite)
		if err != nil {
			t.Fatal(err)
		}
		if d := time.Since(start); d <= 6*time.Second || d > 6010*time.Millisecond {
			t.Errorf("the second left after %v, want a little more than 6 s", d)
		}
		second.Done(pacer.Result{})
	})
}

func TestAFullRingHoldsTheFirstSecondBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		p := pacer.New(pacer.Config{Rate: 65, FullRing: true})
		permit, err := p.Acquire(t.Context(), pacer.KindWrite)
		if err != nil {
			t.Fatal(err)
		}
		permit.Written()
		if d := time.Since(start); d <= time.Second || d > 1010*time.Millisecond {
			t.Errorf("the first left after %v", d)
		}
	})
}

func TestCancelLeaksNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rate = 5
		p := pacer.New(pacer.Config{Rate: rate, InFlight: rate})
		for range rate {
			send(t, p, pacer.Result{Kind: pacer.OK})
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		for range 100 {
			go func() {
				permit, err := p.Acquire(ctx, pacer.KindWrite)
				if err == nil {
					permit.Done(pacer.Result{})
				}
				ended <- err
			}()
		}
		synctest.Wait()
		canceledAt := time.Now()
		cancel()
		for range 100 {
			if err := <-ended; err != context.Canceled {
				t.Errorf("acquire: %v", err)
			}
		}
		if d := time.Since(canceledAt); d != 0 {
			t.Errorf("the end of the context was noticed after %v", d)
		}
		if n := p.Snapshot().InFlight; n != 0 {
			t.Errorf("%d places in flight leaked", n)
		}
		time.Sleep(2 * time.Second)
		start := time.Now()
		for range rate {
			send(t, p, pacer.Result{Kind: pacer.OK})
		}
		if d := time.Since(start); d >= time.Second {
			t.Errorf("%d requests took %v: slots leaked", rate, d)
		}
	})
}

func TestAnEndedContextNeverGetsAPermit(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := pacer.New(pacer.Config{})
	if permit, err := p.Acquire(ctx, pacer.KindWrite); permit != nil || err != context.Canceled {
		t.Errorf("got %v, %v", permit, err)
	}
}

func TestTheRequestsInFlightAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{InFlight: 3})
		w := load{requests: 30, workers: 30, latency: time.Second}
		ended := make(chan bool)
		go func() {
			w.run(t, p)
			close(ended)
		}()
		time.Sleep(100 * time.Millisecond)
		if n := p.Snapshot().InFlight; n != 3 {
			t.Errorf("%d in flight", n)
		}
		<-ended
	})
}

func TestDoneAndWrittenCountOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 2})
		for range 2 {
			permit, _ := p.Acquire(t.Context(), pacer.KindRead)
			permit.Written()
			permit.Written()
			permit.Done(pacer.Result{Kind: pacer.OK})
			permit.Done(pacer.Result{Kind: pacer.OK})
			permit.Written()
		}
		if s := p.Snapshot(); s.Requests != 2 || s.InFlight != 0 || s.Unsent != 0 {
			t.Errorf("snapshot %+v", s)
		}
	})
}

func BenchmarkAcquireWithoutALimit(b *testing.B) {
	p := pacer.New(pacer.Config{})
	for b.Loop() {
		permit, err := p.Acquire(b.Context(), pacer.KindWrite)
		if err != nil {
			b.Fatal(err)
		}
		permit.Written()
		permit.Done(pacer.Result{Kind: pacer.OK})
	}
}
