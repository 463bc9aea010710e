package pacer_test

import (
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator/pacer"
)

func TestSearchesAreLimitedByTheMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 65, SearchPerMinute: 150})
		var w wire
		start := time.Now()
		for range 600 {
			permit, err := p.Acquire(t.Context(), pacer.KindSearch)
			if err != nil {
				t.Fatal(err)
			}
			permit.Written()
			w.note()
			permit.Done(pacer.Result{Kind: pacer.OK})
		}
		if most := w.most(time.Minute); most > 150 {
			t.Errorf("%d searches in a closed minute", most)
		}
		if d := time.Since(start); d > 250*time.Second {
			t.Errorf("600 searches took %v", d)
		}
	})
}

func TestFourSearchesAreUnderWayAtMostAndWritesPassThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 65})
		out := make(chan *pacer.Permit, 10)
		for range 10 {
			go func() {
				if permit, err := p.Acquire(t.Context(), pacer.KindSearch); err == nil {
					out <- permit
				}
			}()
		}
		time.Sleep(10 * time.Second)
		if n := len(out); n != 4 {
			t.Errorf("%d searches under way", n)
		}
		start := time.Now()
		send(t, p, pacer.Result{Kind: pacer.OK})
		if d := time.Since(start); d > 20*time.Millisecond {
			t.Errorf("a write waited %v behind searches", d)
		}
		for range 10 {
			permit := <-out
			permit.Written()
			permit.Done(pacer.Result{Kind: pacer.OK})
		}
	})
}
