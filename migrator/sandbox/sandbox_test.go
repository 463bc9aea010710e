package sandbox_test

import (
	"encoding/json"
	"net"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator/sandbox"
)

func TestItListensOnLoopbackUnlessAllowed(t *testing.T) {
	for addr, want := range map[string]bool{"127.0.0.1:0": true, "localhost:0": true, "0.0.0.0:0": false, ":0": false, "192.0.2.1:0": false, "example.com:80": false, "7070": false} {
		s, err := sandbox.New(sandbox.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Start(addr); (err == nil) != want {
			t.Errorf("%s: %v", addr, err)
		}
		s.Close()
	}
	s, err := sandbox.New(sandbox.Config{AnyInterface: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.URL() != "" || s.Addr() != "" {
		t.Errorf("before it listens: %q", s.URL())
	}
	if err := s.Start("0.0.0.0:0"); err != nil {
		t.Error("where it is allowed: ", err)
	}
	if err := s.Start("127.0.0.1:0"); err == nil {
		t.Error("it listens twice")
	}
}

func TestAClosedSandboxListensNoMore(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{Latency: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	addr := s.Addr()
	gone := make(chan error)
	go func() {
		r := connections(t)
		request, _ := newRequest(s, "GET", "/v1/debug/whoami")
		_, err := r.RoundTrip(request)
		gone <- err
	}()
	for s.Stats().Requests == 0 {
		time.Sleep(time.Millisecond)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := <-gone; err == nil {
		t.Error("the request under way was answered")
	}
	if c, err := net.Dial("tcp", addr); err == nil {
		c.Close()
		t.Error("it still listens")
	}
	if err := s.Start("127.0.0.1:0"); err == nil {
		t.Error("a closed sandbox starts")
	}
}

func TestAConfigThatMakesNoSenseIsRefused(t *testing.T) {
	for name, c := range map[string]sandbox.Config{
		"project id":      {ProjectID: "project-1"},
		"negative jitter": {Jitter: -1},
		"limit mode":      {Limit: sandbox.LimitConfig{Mode: "bucket"}},
		"retry-after":     {Limit: sandbox.LimitConfig{RetryAfter: "minutes"}},
		"negative limit":  {Limit: sandbox.LimitConfig{Requests: -1}},
		"seed":            {Existing: []sandbox.SeedUser{{}}},
	} {
		if _, err := sandbox.New(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestDirectIsBesideLimitFaultsAndCounts(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{Latency: time.Hour, Limit: sandbox.LimitConfig{Requests: 1}, Faults: []sandbox.Fault{{Kind: sandbox.Fault500}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 3 {
		if status, body := s.Direct("GET", "/v1/debug/whoami", ""); status != 200 {
			t.Fatalf("%d %s", status, body)
		}
	}
	status, body := s.Direct("POST", "/v1/users", `{"email":"ada@example.com","external_id":"google|1"}`)
	var made struct {
		UserID string `json:"user_id"`
	}
	if err := json.Unmarshal(body, &made); err != nil || status != 200 || !strings.HasPrefix(made.UserID, "user-test-") {
		t.Errorf("create: %d %s", status, body)
	}
	if status, _ := s.Direct("DELETE", "/v1/users/google%7C1", ""); status != 200 {
		t.Errorf("delete by external id: %d", status)
	}
	for path, want := range map[string]int{"/nowhere": 404, "/v1/users": 405} {
		if status, _ := s.Direct("GET", path, ""); status != want {
			t.Errorf("%s: %d", path, status)
		}
	}
	if n := s.Stats().Requests; n != 0 {
		t.Errorf("%d requests were counted", n)
	}
}

func TestOnlyTheLatestArrivalsAreKept(t *testing.T) {
	s := inMemory(t, sandbox.Config{})
	transport := s.Transport()
	const more = 10
	for range 1<<16 + more {
		r, err := newRequest(s.Sandbox, "GET", "/nowhere")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := transport.RoundTrip(r); err != nil {
			t.Fatal(err)
		}
	}
	list := s.Arrivals()
	if len(list) != 1<<16 || s.Stats().Requests != 1<<16+more {
		t.Fatalf("%d arrivals of %d requests", len(list), s.Stats().Requests)
	}
	for i := 1; i < len(list); i++ {
		if list[i].At.Before(list[i-1].At) || list[i].Status != 404 {
			t.Fatalf("arrival %d is %+v after %+v", i, list[i], list[i-1])
		}
	}
}
