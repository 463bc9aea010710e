package sandbox_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"
	"github.com/stytchauth/stytch-go/v16/stytch/stytcherror"

	"example.com/usher/migrator/sandbox"
)

// burst sends n reads at one moment and counts the 429s.
func (r running) burst(t *testing.T, n int) (refused int) {
	t.Helper()
	for range n {
		_, err := r.api.Debug.Whoami(context.Background(), nil)
		var e stytcherror.Error
		switch {
		case errors.As(err, &e) && e.StatusCode == 429 && e.ErrorType == "too_many_requests":
			refused++
		case err != nil:
			t.Fatal(err)
		}
	}
	return refused
}

func TestASlidingSecondHoldsSixtyFive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitSliding}})
		time.Sleep(990 * time.Millisecond)
		if got := s.burst(t, 66); got != 1 {
			t.Errorf("%d of 66 at once were refused", got)
		}
		time.Sleep(999 * time.Millisecond)
		if got := s.burst(t, 1); got != 1 {
			t.Error("one more was let in before the second was over")
		}
		time.Sleep(time.Millisecond)
		if got := s.burst(t, 65); got != 0 {
			t.Errorf("%d of the next second's 65 were refused", got)
		}
	})
}

func TestAFixedSecondLetsTwiceAsManyPassAcrossItsEdge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitFixed}})
		time.Sleep(999 * time.Millisecond)
		if got := s.burst(t, 65); got != 0 {
			t.Errorf("%d before the edge were refused", got)
		}
		time.Sleep(2 * time.Millisecond)
		if got := s.burst(t, 65); got != 0 {
			t.Errorf("%d after the edge were refused", got)
		}
		if got := s.burst(t, 1); got != 1 {
			t.Error("the 66th of a window was let in")
		}
		if got := s.Stats().MaxInAnyWindow; got != 131 {
			t.Errorf("the worst second has %d, want 131: 130 and the refused one", got)
		}
	})
}

func TestTheWorstSecondHasBothItsEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{})
		for _, pause := range []time.Duration{0, time.Second, time.Second + 1, 400 * time.Millisecond, 400 * time.Millisecond} {
			time.Sleep(pause)
			s.burst(t, 1)
		}
		if got := s.Stats().MaxInAnyWindow; got != 3 {
			t.Errorf("the worst second has %d, want 3", got)
		}
	})
}

func TestRefusedRequestsCountWithTheOption(t *testing.T) {
	for _, counted := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := inMemory(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitSliding, Requests: 10, CountRefused: counted}})
			s.burst(t, 10)
			time.Sleep(600 * time.Millisecond)
			s.burst(t, 10)
			time.Sleep(600 * time.Millisecond)
			want := 0
			if counted {
				want = 5
			}
			if got := s.burst(t, 5); got != want {
				t.Errorf("refused ones counted: %v; %d of 5 were refused, want %d", counted, got, want)
			}
		})
	}
}

func TestEachEndpointHasItsOwnLimitWithTheOption(t *testing.T) {
	for _, apart := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := inMemory(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitSliding, Requests: 10, PerEndpoint: apart}})
			s.burst(t, 10)
			_, err := s.api.Users.Create(context.Background(), &users.CreateParams{Email: "ada@example.com"})
			if (err == nil) != apart {
				t.Errorf("per endpoint: %v; another endpoint: %v", apart, err)
			}
		})
	}
}

func TestSearchesHaveALimitBesides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitSliding, Requests: 1000}})
		refused := 0
		for range 151 {
			if _, err := s.api.Users.Search(context.Background(), nil); err != nil {
				wantError(t, err, 429, "too_many_requests")
				refused++
			}
		}
		if refused != 1 {
			t.Errorf("%d of 151 searches were refused", refused)
		}
		time.Sleep(time.Minute)
		if _, err := s.api.Users.Search(context.Background(), nil); err != nil {
			t.Error("a minute later: ", err)
		}
	})
}

func TestRetryAfterHasTheFormAskedFor(t *testing.T) {
	for form, want := range map[string]string{"": "", "seconds": "3", "date": "Sat, 01 Jan 2000 00:00:03 GMT"} {
		synctest.Test(t, func(t *testing.T) {
			s, err := sandbox.New(sandbox.Config{Limit: sandbox.LimitConfig{Requests: 1, Window: 3 * time.Second, RetryAfter: form}})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var got *http.Response
			for range 2 {
				r, err := http.NewRequest("GET", "http://sandbox.test/v1/debug/whoami", strings.NewReader(""))
				if err != nil {
					t.Fatal(err)
				}
				r.SetBasicAuth(s.ProjectID(), s.Secret())
				if got, err = s.Transport().RoundTrip(r); err != nil {
					t.Fatal(err)
				}
			}
			if got.StatusCode != 429 || got.Header.Get("Retry-After") != want {
				t.Errorf("form %q: %s, Retry-After %q, want %q", form, got.Status, got.Header.Get("Retry-After"), want)
			}
		})
	}
}

func TestALimitCanBeReplacedWhileServing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{})
		s.burst(t, 100)
		if err := s.SetLimit(sandbox.LimitConfig{Requests: 40}); err != nil {
			t.Fatal(err)
		}
		if got := s.burst(t, 100); got != 60 {
			t.Errorf("%d of 100 were refused, want 60", got)
		}
	})
}
