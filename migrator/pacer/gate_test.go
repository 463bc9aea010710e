package pacer_test

import (
	"encoding/json"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/usher/migrator/pacer"
	"github.com/google/go-cmp/cmp"
)

func TestAfterA429OneProbeGoesAndTheOthersWaitForItsAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 65})
		send(t, p, pacer.Result{Kind: pacer.Throttled})
		closedAt := time.Now()
		permits := make(chan *pacer.Permit, 10)
		for range 10 {
			go func() {
				if permit, err := p.Acquire(t.Context(), pacer.KindWrite); err == nil {
					permit.Written()
					permits <- permit
				}
			}()
		}
		probe := <-permits
		if d := time.Since(closedAt); d != time.Second {
			t.Errorf("the probe left after %v, want 1 s", d)
		}
		time.Sleep(20 * time.Second)
		if n := len(permits); n != 0 {
			t.Fatalf("%d left before the probe was answered", n)
		}
		probe.Done(pacer.Result{Kind: pacer.OK})
		time.Sleep(200 * time.Millisecond)
		if n := len(permits); n != 9 {
			t.Errorf("%d left after the probe's success, want 9", n)
		}
		s := p.Snapshot()
		if s.ThrottledFor != 21*time.Second || s.Throttled != 1 || s.Gate.Closed {
			t.Errorf("throttled %d times for %v, gate %+v", s.Throttled, s.ThrottledFor, s.Gate)
		}
	})
}

func TestTheWaitAfterA429(t *testing.T) {
	seconds := func(n ...int) (waits []time.Duration) {
		for _, s := range n {
			waits = append(waits, time.Duration(s)*time.Second)
		}
		return waits
	}
	tests := []struct {
		name    string
		answers []pacer.Result
		want    []time.Duration
	}{
		{"doubles up to a minute while 429s go on", repeat(pacer.Result{Kind: pacer.Throttled}, 8), seconds(1, 2, 4, 8, 16, 32, 60, 60)},
		{"is what Retry-After says", []pacer.Result{{Kind: pacer.Throttled, RetryAfter: 7 * time.Second}}, seconds(7)},
		{"is at most ten minutes", []pacer.Result{{Kind: pacer.Throttled, RetryAfter: time.Hour}}, seconds(600)},
		{"begins anew after a success", []pacer.Result{{Kind: pacer.Throttled}, {Kind: pacer.Throttled}, {Kind: pacer.OK}, {Kind: pacer.Throttled}}, seconds(1, 2, 0, 1)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pacer.New(pacer.Config{})
				var got []time.Duration
				for _, answer := range test.answers {
					send(t, p, answer)
					wait := time.Duration(0)
					if gate := p.Snapshot().Gate; gate.Closed {
						wait = time.Until(gate.Until)
					}
					got = append(got, wait)
				}
				if d := cmp.Diff(test.want, got); d != "" {
					t.Errorf("waits (-want +got):\n%s", d)
				}
			})
		})
	}
}

func repeat(r pacer.Result, n int) (results []pacer.Result) {
	for range n {
		results = append(results, r)
	}
	return results
}

func TestManyEqual429sCloseTheGateOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{})
		var permits []*pacer.Permit
		for range 50 {
			permit, _ := p.Acquire(t.Context(), pacer.KindWrite)
			permit.Written()
			permits = append(permits, permit)
		}
		for _, permit := range permits {
			permit.Done(pacer.Result{Kind: pacer.Throttled})
		}
		gate := p.Snapshot().Gate
		if d := time.Until(gate.Until); d != time.Second {
			t.Errorf("50 answers to requests sent together close the gate for %v", d)
		}
	})
}

func TestALongerWishWhileTheProbeIsOutIsHonoured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{})
		old, _ := p.Acquire(t.Context(), pacer.KindWrite)
		old.Written()
		send(t, p, pacer.Result{Kind: pacer.Throttled})
		probe, _ := p.Acquire(t.Context(), pacer.KindWrite)
		old.Done(pacer.Result{Kind: pacer.Throttled, RetryAfter: time.Minute})
		probe.Done(pacer.Result{Kind: pacer.OK})
		start := time.Now()
		send(t, p, pacer.Result{Kind: pacer.OK})
		if d := time.Since(start); d != time.Minute {
			t.Errorf("the next left after %v", d)
		}
		if p.Snapshot().Gate.Closed {
			t.Error("the gate is still closed after the second probe")
		}
	})
}

func TestRefusedConnectionsLetOneProbeOutAtATimeUntilItWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 65})
		downUntil := time.Now().Add(30 * time.Second)
		var out, most, attempts, good atomic.Int32
		for range 100 {
			go func() {
				for {
					permit, err := p.Acquire(t.Context(), pacer.KindWrite)
					if err != nil {
						return
					}
					if n := out.Add(1); attempts.Load() > 0 && time.Now().Before(downUntil) {
						most.Store(max(most.Load(), n))
					}
					time.Sleep(time.Millisecond)
					out.Add(-1)
					if time.Now().Before(downUntil) {
						attempts.Add(1)
						permit.Done(pacer.Result{Kind: pacer.NotSent, Reason: "connection refused"})
						continue
					}
					permit.Written()
					good.Add(1)
					permit.Done(pacer.Result{Kind: pacer.OK})
					return
				}
			}()
		}
		time.Sleep(10 * time.Second)
		if gate := p.Snapshot().Gate; !gate.Closed || gate.Reason != "connection refused" {
			t.Errorf("gate %+v", gate)
		}
		time.Sleep(60 * time.Second)
		if n := good.Load(); n != 100 {
			t.Errorf("%d of 100 went through after the recovery", n)
		}
		// 0.5 s doubling: about six probes in 30 s.
		if n := attempts.Load(); n > 8 {
			t.Errorf("%d attempts while it was down", n)
		}
		if n := most.Load(); n > 1 {
			t.Errorf("%d probes at once", n)
		}
	})
}

func TestErrorsInARowCloseTheGate(t *testing.T) {
	tests := []struct {
		name    string
		results []pacer.ResultKind
		closed  bool
	}{
		{"four errors do not", []pacer.ResultKind{pacer.Trouble, pacer.Trouble, pacer.Lost, pacer.Trouble}, false},
		{"five do", []pacer.ResultKind{pacer.Trouble, pacer.Trouble, pacer.Lost, pacer.Trouble, pacer.Trouble}, true},
		{"a good answer between begins anew", []pacer.ResultKind{pacer.Trouble, pacer.Trouble, pacer.Trouble, pacer.Trouble, pacer.OK, pacer.Trouble}, false},
		{"one that was given up says nothing", []pacer.ResultKind{pacer.Nothing, pacer.Nothing, pacer.Nothing, pacer.Nothing, pacer.Nothing}, false},
		{"one refused connection does", []pacer.ResultKind{pacer.NotSent}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pacer.New(pacer.Config{})
				for _, kind := range test.results {
					send(t, p, pacer.Result{Kind: kind})
				}
				if closed := p.Snapshot().Gate.Closed; closed != test.closed {
					t.Errorf("closed %v", closed)
				}
			})
		})
	}
}

func TestAProbeThatIsGivenUpLeavesItsPlaceToTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{})
		send(t, p, pacer.Result{Kind: pacer.NotSent})
		probe, _ := p.Acquire(t.Context(), pacer.KindWrite)
		probe.Done(pacer.Result{})
		send(t, p, pacer.Result{Kind: pacer.OK})
		if p.Snapshot().Gate.Closed {
			t.Error("the second probe did not open the gate")
		}
	})
}

func TestTheGuardMakesAStrictServerStopRefusing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 65})
		send(t, p, pacer.Result{Kind: pacer.Throttled})
		throttled := time.Now()
		send(t, p, pacer.Result{Kind: pacer.OK})
		if g := p.Snapshot().Guard; g != 5*time.Millisecond {
			t.Errorf("guard %v after one 429", g)
		}
		time.Sleep(time.Minute - time.Since(throttled))
		if g := p.Snapshot().Guard; g != 4500*time.Microsecond {
			t.Errorf("guard %v after a minute", g)
		}
	})
}

func TestTheRingFindsALowerLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pacer.New(pacer.Config{Rate: 65})
		server := newSlidingServer(20)
		load{requests: 3000, workers: 100, latency: 20 * time.Millisecond, answer: func(int) pacer.Result {
			if server.takes(time.Now()) {
				return pacer.Result{Kind: pacer.OK}
			}
			return pacer.Result{Kind: pacer.Throttled}
		}}.run(t, p)
		s := p.Snapshot()
		if s.Limit > 20 || s.Limit < 5 {
			t.Errorf("the ring lets out %d a second against a limit of 20", s.Limit)
		}
		if s.Throttled > 100 {
			t.Errorf("%d of 3000 requests were refused", s.Throttled)
		}
	})
}

func TestAPacerGoesOnWhereAnEarlierOneStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := pacer.New(pacer.Config{Rate: 65})
		send(t, first, pacer.Result{Kind: pacer.Throttled, RetryAfter: 30 * time.Second, Reason: "busy"})
		kept, err := json.Marshal(first.State())
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		var state pacer.State
		if err := json.Unmarshal(kept, &state); err != nil {
			t.Fatal(err)
		}
		second := pacer.New(pacer.Config{Rate: 65, Resume: state})
		if d := cmp.Diff(first.State(), second.State()); d != "" {
			t.Errorf("state (-first +second):\n%s", d)
		}
		start := time.Now()
		send(t, second, pacer.Result{Kind: pacer.OK})
		if d := time.Since(start); d != 20*time.Second {
			t.Errorf("the second pacer's first request left after %v", d)
		}
	})
}
