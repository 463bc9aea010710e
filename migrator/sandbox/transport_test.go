package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator/sandbox"
)

// hooks records what a transport tells by httptrace.
type hooks struct {
	mu      sync.Mutex
	called  []string
	getConn func()
}

func (h *hooks) note(what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.called = append(h.called, what)
}

func (h *hooks) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(hostPort string) {
			h.note("get conn")
			if h.getConn != nil {
				h.getConn()
			}
		},
		GotConn:              func(i httptrace.GotConnInfo) { h.note(fmt.Sprint("got conn, reused ", i.Reused)) },
		WroteHeaders:         func() { h.note("wrote headers") },
		WroteRequest:         func(i httptrace.WroteRequestInfo) { h.note(fmt.Sprint("wrote request ", i.Err)) },
		GotFirstResponseByte: func() { h.note("first byte") },
	}
}

// exchange sends one request with the hooks and reads the answer to its end.
func exchange(s *sandbox.Sandbox, via http.RoundTripper, base, method, path, body string, h *hooks) string {
	ctx := httptrace.WithClientTrace(context.Background(), h.trace())
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	r, err := http.NewRequestWithContext(ctx, method, base+path, content)
	if err != nil {
		return err.Error()
	}
	r.SetBasicAuth(s.ProjectID(), s.Secret())
	response, err := via.RoundTrip(r)
	if err != nil {
		return class(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if int64(len(text)) != response.ContentLength && err == nil {
		return "answer of another length"
	}
	return fmt.Sprint(response.Status, " ", response.Header["Content-Type"], " ", class(err))
}

// class names an error as a client would tell it apart.
func class(err error) string {
	var op *net.OpError
	switch {
	case err == nil:
		return "whole"
	case errors.As(err, &op) && op.Op == "dial" && errors.Is(err, syscall.ECONNREFUSED):
		return "dial refused"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "unexpected EOF"
	case errors.Is(err, io.EOF):
		return "EOF"
	}
	return err.Error()
}

const ada = `{"email":"ada@example.com"}`

// What a client sees, and is told by hooks, is the same as with net/http's own
// transport over sockets.
func TestTransportLooksLikeNetHTTP(t *testing.T) {
	const whoami = "/v1/debug/whoami"
	tests := map[string]struct {
		faults       string
		method, path string
		body         string
		requests     int
	}{
		"answers over one connection":            {method: "POST", path: "/v1/users", body: ada, requests: 2},
		"no endpoint":                            {method: "GET", path: "/nowhere", requests: 1},
		"write dropped before, first connection": {faults: "drop-before", method: "POST", path: "/v1/users", body: ada, requests: 1},
		"write dropped after, reused connection": {faults: "drop-after:nth=2", method: "POST", path: "/v1/users", body: ada, requests: 3},
		"read dropped, first connection":         {faults: "drop-before:nth=1", method: "GET", path: whoami, requests: 1},
		"read dropped, reused connection":        {faults: "drop-before:nth=2", method: "GET", path: whoami, requests: 2},
		"read dropped twice, reused connection":  {faults: "drop-before:nth=2,drop-before:nth=2", method: "GET", path: whoami, requests: 2},
		"answer cut":                             {faults: "cut-answer:nth=1", method: "POST", path: "/v1/users", body: ada, requests: 2},
		"proxy's page":                           {faults: "503-html", method: "POST", path: "/v1/users", body: ada, requests: 2},
		"empty body":                             {faults: "empty-body", method: "GET", path: whoami, requests: 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			run := func(sockets bool) []string {
				faults, err := sandbox.ParseFaults(tt.faults)
				if err != nil {
					t.Fatal(err)
				}
				s, err := sandbox.New(sandbox.Config{Faults: faults})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				var via http.RoundTripper = s.Transport()
				base := "http://sandbox.test"
				if sockets {
					if err := s.Start("127.0.0.1:0"); err != nil {
						t.Fatal(err)
					}
					via, base = connections(t), s.URL()
				}
				var seen []string
				for range tt.requests {
					var h hooks
					got := exchange(s, via, base, tt.method, tt.path, tt.body, &h)
					slices.Sort(h.called) // net/http calls them from two goroutines
					seen = append(append(seen, h.called...), got)
				}
				return append(seen, fmt.Sprint(s.Stats().Requests, " requests arrived"))
			}
			if diff := cmp.Diff(run(true), run(false)); diff != "" {
				t.Errorf("net/http (-), Transport (+):\n%s", diff)
			}
		})
	}
}

func TestTransportCallsTheHooksInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{})
		h := hooks{getConn: func() { time.Sleep(time.Second) }}
		if got := exchange(s.Sandbox, s.Transport(), "https://sandbox.test", "POST", "/v1/users", ada, &h); !strings.HasSuffix(got, "whole") {
			t.Fatal(got)
		}
		want := []string{"get conn", "got conn, reused false", "wrote headers", "wrote request <nil>", "first byte"}
		if diff := cmp.Diff(want, h.called); diff != "" {
			t.Error(diff)
		}
		if at := s.Arrivals()[0].At.Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)); at != time.Second {
			t.Errorf("the request arrived %v after the beginning: before GetConn had let it go", at)
		}
	})
}

func TestTransportLetsNothingLeaveThatWasGivenUpBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{})
		ctx, cancel := context.WithCancel(context.Background())
		h := hooks{getConn: cancel}
		r, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, h.trace()), "POST", "http://sandbox.test/v1/users", strings.NewReader(ada))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Transport().RoundTrip(r); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if diff := cmp.Diff([]string{"get conn"}, h.called); diff != "" {
			t.Error(diff)
		}
		if s.Stats().Requests != 0 {
			t.Error("it arrived")
		}
	})
}

func TestNobodyListens(t *testing.T) {
	s := inMemory(t, sandbox.Config{})
	transport := s.Transport()
	try := func() (string, []string) {
		var h hooks
		return exchange(s.Sandbox, transport, "http://sandbox.test", "GET", "/v1/debug/whoami", "", &h), h.called
	}
	transport.SetUnreachable(true)
	if got, called := try(); got != "dial refused" || !slices.Equal(called, []string{"get conn"}) {
		t.Errorf("unreachable: %s, hooks %q", got, called)
	}
	transport.SetUnreachable(false)
	if got, _ := try(); !strings.HasSuffix(got, "whole") {
		t.Errorf("reachable again: %s", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got, _ := try(); got != "dial refused" {
		t.Errorf("closed: %s", got)
	}
}

func TestABodyThatCantBeReadIsNotSent(t *testing.T) {
	s := inMemory(t, sandbox.Config{})
	broken := errors.New("broken source")
	r, err := http.NewRequest("POST", "http://sandbox.test/v1/users", io.MultiReader(bytes.NewReader([]byte("{")), failing{broken}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.Transport().RoundTrip(r); !errors.Is(err, broken) || count(s.Sandbox) != 0 {
		t.Errorf("got %v, %d users", err, count(s.Sandbox))
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestTheTimeoutOfAClientEndsARequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: sandbox.FaultLate}}})
		impatient := &http.Client{Transport: s.Transport(), Timeout: 30 * time.Second}
		r, err := newRequest(s.Sandbox, "GET", "/v1/debug/whoami")
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = impatient.Do(r)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 30*time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

// A minute at 65 requests a second, with jitter, in fake time.
func TestAMinuteAtTheCap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Latency: 50 * time.Millisecond, Jitter: 100 * time.Millisecond})
		transport := s.Transport()
		began := time.Now()
		var all sync.WaitGroup
		for i := range 60 * 65 {
			all.Go(func() {
				var h hooks
				body := fmt.Sprintf(`{"email":"user%d@example.com"}`, i)
				if got := exchange(s.Sandbox, transport, "http://sandbox.test", "POST", "/v1/users", body, &h); !strings.HasPrefix(got, "200 OK") {
					t.Error(got)
				}
			})
			time.Sleep(time.Second / 65)
		}
		all.Wait()
		stats := s.Stats()
		if stats.Users != 3900 || stats.Requests != 3900 || stats.MaxInAnyWindow > 66 || time.Since(began) > 61*time.Second {
			t.Errorf("%d users, %d requests, worst second %d, in %v", stats.Users, stats.Requests, stats.MaxInAnyWindow, time.Since(began))
		}
		if list := s.Arrivals(); len(list) != 3900 || list[3899].Status != 200 {
			t.Errorf("%d arrivals", len(list))
		}
	})
}
