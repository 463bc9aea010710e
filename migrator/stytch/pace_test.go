package stytch_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/sessions"

	"example.com/usher/migrator"
	"example.com/usher/migrator/stytch"
)

// arrivals notes when requests came.
type arrivals struct {
	mu sync.Mutex
	at []time.Time
}

func (a *arrivals) note() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.at = append(a.at, time.Now())
}

func (a *arrivals) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.at)
}

// most is the most in any closed second.
func (a *arrivals) most() int {
	most, first := 0, 0
	for last := range a.at {
		for a.at[last].Sub(a.at[first]) > time.Second {
			first++
		}
		most = max(most, last-first+1)
	}
	return most
}

const goodForAll = `{"request_id":"request-id-test-1","user_id":"` + userID + `","project_id":"` + projectID + `","results":[],"metrics":[{"metric_type":"USER_COUNT","count":7}]}`

func TestEveryRequestIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var seen arrivals
		a, _, end := inMemory(t, 65, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen.note()
			io.Copy(io.Discard, r.Body)
			time.Sleep(20*time.Millisecond + time.Duration(rand.Int64N(int64(400*time.Millisecond))))
			switch rand.IntN(20) {
			case 0:
				w.WriteHeader(500)
			case 1:
				panic(http.ErrAbortHandler)
			}
			io.WriteString(w, goodForAll)
		}))
		defer end()
		began := time.Now()
		var workers sync.WaitGroup
		for range 60 {
			workers.Go(func() {
				for range 2 {
					for name, effect := range effects {
						if got := effect(t.Context(), a); got.class != migrator.OK && got.class != lost[name] {
							t.Errorf("%s: %v: %v", name, got.class, got.err)
						}
					}
				}
			})
		}
		workers.Wait()
		pace := a.Pace()
		if pace.Requests != seen.count() || pace.InFlight != 0 {
			t.Errorf("counted %d requests, %d in flight, %d arrived", pace.Requests, pace.InFlight, seen.count())
		}
		if seen.most() > 65 || pace.MaxPerSecond != seen.most() {
			t.Errorf("at most %d arrived in a second, counted %d", seen.most(), pace.MaxPerSecond)
		}
		if first := seen.at[0].Sub(began); first <= time.Second {
			t.Errorf("the first left after %v: another process may just have sent a second's worth", first)
		}
	})
}

func TestNothingLeavesPastThePacer(t *testing.T) {
	server := &recorder{answer: answers(200, goodForAll)}
	a := overTCP(t, server)
	if _, err := a.SDK().Sessions.GetJWKS(t.Context(), &sessions.GetJWKSParams{ProjectID: projectID}); err == nil {
		t.Error("the SDK could send a request by itself")
	}
	if len(server.all()) != 0 {
		t.Error("a request left without a permit")
	}
}

func TestTheGateWaitsLongerThanARequestMay(t *testing.T) {
	t.Run("connection refused for ten minutes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			a, network, end := inMemory(t, 65, answers(200, goodForAll))
			defer end()
			network.setRefuse(syscall.ECONNREFUSED)
			began := time.Now()
			time.AfterFunc(10*time.Minute, func() { network.setRefuse(nil) })
			var users sync.WaitGroup
			for range 100 {
				users.Go(func() {
					for {
						got := a.Write(t.Context(), aCreate)
						switch {
						case got.Class == migrator.OK:
							return
						case got.Class != migrator.NotSent || got.Err.Error() != "connection refused":
							t.Errorf("got %v: %v", got.Class, got.Err)
							return
						}
					}
				})
			}
			time.Sleep(5 * time.Minute)
			if pace := a.Pace(); pace.Gate != "connection refused" || pace.Requests != 0 {
				t.Errorf("gate %q, %d requests", pace.Gate, pace.Requests)
			}
			users.Wait()
			if took := time.Since(began); took < 10*time.Minute || took > 12*time.Minute {
				t.Errorf("went on after %v", took)
			}
			if pace := a.Pace(); pace.Gate != "" || pace.Requests != 100 {
				t.Errorf("gate %q, %d requests", pace.Gate, pace.Requests)
			}
		})
	})
	for _, asked := range []struct {
		fact   string
		header func() string
		wait   time.Duration
	}{
		{"seconds", func() string { return "120" }, 2 * time.Minute},
		{"a date", func() string { return time.Now().Add(2 * time.Minute).UTC().Format(http.TimeFormat) }, 2 * time.Minute},
		{"more than ten minutes", func() string { return "86400" }, 10 * time.Minute},
		{"more than fits", func() string { return "99999999999999999999" }, time.Second},
		{"less than nothing", func() string { return "-5" }, time.Second},
		{"a date of the past", func() string { return "Thu, 01 Jan 1998 00:00:00 GMT" }, time.Second},
		{"something else", func() string { return "soon" }, time.Second},
		{"nothing", func() string { return "" }, time.Second},
	} {
		t.Run("Retry-After: "+asked.fact, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				throttled := false
				a, _, end := inMemory(t, 0, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if !throttled {
						throttled = true
						w.Header().Set("Retry-After", asked.header())
						answers(429, envelope(429, "too_many_requests"))(w, r)
						return
					}
					answers(200, goodForAll)(w, r)
				}))
				defer end()
				began := time.Now()
				if got := a.Write(t.Context(), aCreate); got.Class != migrator.Throttled {
					t.Fatalf("got %v: %v", got.Class, got.Err)
				}
				if got := a.Write(t.Context(), aCreate); got.Class != migrator.OK {
					t.Fatalf("got %v: %v", got.Class, got.Err)
				}
				if waited := time.Since(began); waited != asked.wait {
					t.Errorf("waited %v, want %v", waited, asked.wait)
				}
				if pace := a.Pace(); pace.Throttled != 1 || pace.ThrottledFor != asked.wait {
					t.Errorf("counted %d throttled for %v", pace.Throttled, pace.ThrottledFor)
				}
			})
		})
	}
}

func TestALockedUserIsNoThrottling(t *testing.T) {
	a := overTCP(t, answers(429, envelope(429, "user_lock_limit_reached")))
	if got := a.CheckLogin(t.Context(), "jane@example.com", "x"); got.Class != migrator.Refused {
		t.Errorf("got %v", got.Class)
	}
	if pace := a.Pace(); pace.Gate != "" || pace.Throttled != 0 {
		t.Errorf("gate %q, %d throttled", pace.Gate, pace.Throttled)
	}
}

func TestStopKeepsWhatHasNotLeft(t *testing.T) {
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		select {
		case <-time.After(5 * time.Second):
			io.WriteString(w, goodForAll)
		case <-r.Context().Done():
		}
	})
	// Each case begins a write, ends one of the two contexts after 2 s, and
	// looks at what came of it when.
	tests := []struct {
		fact    string
		prepare func(t *testing.T, a *stytch.Adapter, m *memory)
		abort   bool
		class   migrator.Class
		after   time.Duration
	}{
		{"stop lets one that has left come home", nil, false, migrator.OK, 5 * time.Second},
		{"abort leaves one that has left", nil, true, migrator.Lost, 2 * time.Second},
		{"stop ends the wait at the gate", closeGate, false, migrator.Canceled, 2 * time.Second},
		{"abort ends the wait at the gate", closeGate, true, migrator.Canceled, 2 * time.Second},
		{"stop ends the wait for a connection", noAccept, false, migrator.Canceled, 2 * time.Second},
		{"abort ends the wait for a connection", noAccept, true, migrator.Canceled, 2 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, network, end := inMemory(t, 0, slow)
				defer end()
				if tt.prepare != nil {
					tt.prepare(t, a, network)
				}
				stop, pause := context.WithCancel(t.Context())
				ctx, abort := context.WithCancel(t.Context())
				defer pause()
				defer abort()
				began := time.Now()
				time.AfterFunc(2*time.Second, map[bool]func(){false: pause, true: abort}[tt.abort])
				got := ofAnswer(a.Write(migrator.WithStop(ctx, stop), aCreate))
				if got.class != tt.class || time.Since(began) != tt.after {
					t.Errorf("got %v after %v: %v; want %v after %v", got.class, time.Since(began), got.err, tt.class, tt.after)
				}
				if again := a.Write(migrator.WithStop(ctx, stop), aCreate); again.Class != migrator.Canceled {
					t.Errorf("afterwards: %v", again.Class)
				}
				if in := a.Pace().InFlight; in != 0 {
					t.Errorf("%d permits not given back", in)
				}
				network.setHang(false)
			})
		})
	}
}

func closeGate(t *testing.T, a *stytch.Adapter, network *memory) {
	network.setRefuse(syscall.ECONNREFUSED)
	for range 6 { // the waits double: 0.5 s, 1 s, ... 16 s
		if got := a.Write(t.Context(), aCreate); got.Class != migrator.NotSent {
			t.Fatalf("got %v", got.Class)
		}
	}
	network.setRefuse(nil)
}

func noAccept(_ *testing.T, _ *stytch.Adapter, network *memory) { network.setHang(true) }

func TestAbortOfARead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, _, end := inMemory(t, 0, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		defer end()
		for range 10 { // five errors in a row would close the gate
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			if got := a.Get(ctx, userID); got.Class != migrator.Unavailable {
				t.Errorf("got %v: %v", got.Class, got.Err)
			}
			cancel()
		}
		if pace := a.Pace(); pace.Gate != "" {
			t.Errorf("our own abort closed the gate: %s", pace.Gate)
		}
	})
}

func TestPacingStateOutlivesTheProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "300")
			answers(429, "")(w, r)
		})
		first, _, endFirst := inMemory(t, 65, h)
		defer endFirst()
		first.Write(t.Context(), aCreate)
		state := first.PacingState()

		network := newMemory()
		defer network.Close()
		c := sandboxAt("http://127.0.0.1:1")
		c.Rate, c.Pacing = 65, state
		second := connect(t, c, network.dial)
		began := time.Now()
		network.setRefuse(errors.New("not of interest"))
		if got := second.Write(t.Context(), aCreate); got.Class != migrator.NotSent {
			t.Errorf("got %v", got.Class)
		}
		if waited := time.Since(began); waited != 300*time.Second {
			t.Errorf("the second process waited %v", waited)
		}
	})
}

func TestARequestCountsWhenTheSocketHasTakenIt(t *testing.T) {
	// Some of these fill net/http's buffer of 4 KiB to the last byte.
	for size := 3400; size <= 4000; size++ {
		synctest.Test(t, func(t *testing.T) {
			a, network, end := inMemory(t, 0, answers(200, goodForAll))
			defer end()
			network.setDelay(3 * time.Second) // in the socket's Write
			call := aCreate
			call.Untrusted = map[string]any{"a": strings.Repeat("x", size)}
			var writing sync.WaitGroup
			writing.Go(func() {
				if got := a.Write(t.Context(), call); got.Class != migrator.OK {
					t.Errorf("%d bytes: %v: %v", size, got.Class, got.Err)
				}
			})
			time.Sleep(2 * time.Second)
			if n := a.Pace().Requests; n != 0 {
				t.Errorf("%d bytes: counted %d before the socket had taken it", size, n)
			}
			writing.Wait()
			// The answer came at the moment of the last write.
			if pace := a.Pace(); pace.Requests != 1 || pace.P50 != 0 {
				t.Errorf("%d bytes: counted %d, written %v before the answer", size, pace.Requests, pace.P50)
			}
		})
	}
}
