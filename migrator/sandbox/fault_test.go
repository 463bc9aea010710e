package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/passwords"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"
	"github.com/stytchauth/stytch-go/v16/stytch/stytcherror"

	"example.com/usher/migrator/sandbox"
)

func isAnswer(status int, errorType string) func(error) bool {
	return func(err error) bool {
		var e stytcherror.Error
		return errors.As(err, &e) && e.StatusCode == status && string(e.ErrorType) == errorType
	}
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

// unreadable is what the SDK makes of an answer that is no JSON: the status is
// lost.
func unreadable(err error) bool {
	var e stytcherror.Error
	return err != nil && !errors.As(err, &e) && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF)
}

// faultCases say how a create under each fault looks to the SDK and what it
// leaves behind.
var faultCases = []struct {
	kind    string
	looks   func(error) bool
	applied bool
	silent  bool // the client has to give up
}{
	{kind: sandbox.Fault429, looks: isAnswer(429, "too_many_requests")},
	{kind: sandbox.Fault429NoRetry, looks: isAnswer(429, "too_many_requests")},
	{kind: sandbox.Fault500, looks: isAnswer(500, "internal_server_error")},
	{kind: sandbox.Fault503HTML, looks: unreadable},
	{kind: sandbox.Fault502NoType, looks: isAnswer(502, "")},
	{kind: sandbox.FaultEmptyBody, looks: is(io.EOF)},
	{kind: sandbox.FaultRedirect, looks: is(io.EOF)},
	{kind: sandbox.FaultDropBefore, looks: is(io.EOF)},
	{kind: sandbox.FaultHang, looks: is(context.Canceled), silent: true},
	{kind: sandbox.FaultDropAfter, looks: is(io.EOF), applied: true},
	{kind: sandbox.FaultCutAnswer, looks: is(io.ErrUnexpectedEOF), applied: true},
	{kind: sandbox.FaultMalformed, looks: func(err error) bool { return err != nil && !isAnswer(200, "")(err) }, applied: true},
	{kind: sandbox.FaultLate, looks: is(context.Canceled), silent: true, applied: true},
}

func TestFaultsOverSockets(t *testing.T) {
	for _, tt := range faultCases {
		t.Run(tt.kind, func(t *testing.T) {
			s := start(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: tt.kind, Next: 1}}})
			s.api = client(t, s.Sandbox, connections(t)) // the schema would refuse what is spoilt
			err := s.createUntilStruck(tt.kind, tt.silent)
			if !tt.looks(err) {
				t.Errorf("the create got %v", err)
			}
			s.afterFault(t, tt.applied)
		})
	}
}

func TestFaultsWithoutSockets(t *testing.T) {
	for _, tt := range faultCases {
		t.Run(tt.kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := inMemory(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: tt.kind, Next: 1}}})
				s.api = client(t, s.Sandbox, s.Transport())
				if err := s.createUntilStruck(tt.kind, tt.silent); !tt.looks(err) {
					t.Errorf("the create got %v", err)
				}
				s.afterFault(t, tt.applied)
			})
		})
	}
}

// createUntilStruck creates a user; under a silent fault it gives up once the
// fault has struck.
func (r running) createUntilStruck(kind string, silent bool) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if silent {
		go func() {
			for r.Stats().Endpoints[sandbox.EndpointCreate].Statuses[0] == 0 {
				time.Sleep(time.Millisecond)
			}
			cancel()
		}()
	}
	_, err := r.api.Users.Create(ctx, &users.CreateParams{Email: "ada@example.com", ExternalID: "a-1"})
	return err
}

// afterFault looks whether the create was carried out, and that the fault is
// used up.
func (r running) afterFault(t *testing.T, applied bool) {
	t.Helper()
	ctx := context.Background()
	_, err := r.api.Users.Get(ctx, &users.GetParams{UserID: "a-1"})
	again := &users.CreateParams{Email: "ada@example.com", ExternalID: "a-1"}
	if applied {
		if err != nil {
			t.Error("the user of the lost answer is not found: ", err)
		}
		_, err = r.api.Users.Create(ctx, again)
		wantError(t, err, 400, "duplicate_user_external_id")
	} else {
		wantError(t, err, 404, "user_not_found")
		r.create(t, *again)
	}
	if n := count(r.Sandbox); n != 1 {
		t.Errorf("%d users, want 1", n)
	}
}

func TestAWriteIsAppliedAfterItsConnectionWasClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: sandbox.FaultLateApply, Latency: 5 * time.Second, Nth: 1}}})
		began := time.Now()
		_, err := s.api.Users.Create(context.Background(), &users.CreateParams{Email: "ada@example.com"})
		if !errors.Is(err, io.EOF) || time.Since(began) != 0 {
			t.Errorf("the create got %v after %v", err, time.Since(began))
		}
		time.Sleep(5*time.Second - 1)
		if n := count(s.Sandbox); n != 0 {
			t.Error("the user is there too early")
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if n := count(s.Sandbox); n != 1 {
			t.Errorf("%d users after the delay", n)
		}
	})
}

func TestALateWriteIsForgottenWhenTheSandboxIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: sandbox.FaultLateApply, Latency: time.Second}}})
		s.api.Users.Create(context.Background(), &users.CreateParams{Email: "ada@example.com"})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		if n := count(s.Sandbox); n != 0 {
			t.Errorf("%d users", n)
		}
	})
}

func TestAnswersThatLackAField(t *testing.T) {
	ctx := context.Background()
	s := start(t, sandbox.Config{Faults: []sandbox.Fault{
		{Kind: sandbox.FaultNoPasswordID, Endpoint: sandbox.EndpointMigrate},
		{Kind: sandbox.FaultNoCreatedAt, Endpoint: sandbox.EndpointGet},
		{Kind: sandbox.FaultNoCreatedAt, Endpoint: sandbox.EndpointSearch},
	}})
	s.api = client(t, s.Sandbox, connections(t)) // the schema would refuse what is spoilt
	moved := s.migrate(t, passwords.MigrateParams{Email: "ada@example.com", TrustedMetadata: map[string]any{"n": 12345678901234567}})
	if moved.User.Password == nil || moved.User.Password.PasswordID != "" || moved.User.CreatedAt == nil {
		t.Errorf("without password id: %+v", moved.User)
	}
	got, err := s.api.Users.Get(ctx, &users.GetParams{UserID: moved.UserID})
	if err != nil || got.CreatedAt != nil || got.Password.PasswordID == "" || got.UserID != moved.UserID {
		t.Errorf("without created_at: %v, %+v", err, got)
	}
	found, err := s.api.Users.Search(ctx, nil)
	if err != nil || len(found.Results) != 1 || found.Results[0].CreatedAt != nil {
		t.Errorf("search without created_at: %v, %+v", err, found)
	}
}

func TestFaultsStrikeWhatTheyNameOnly(t *testing.T) {
	struck := func(t *testing.T, f sandbox.Fault, requests int) []int {
		s := inMemory(t, sandbox.Config{Faults: []sandbox.Fault{f}, Seed: 7})
		var list []int
		for i := range requests {
			if _, err := s.api.Debug.Whoami(context.Background(), nil); err != nil {
				list = append(list, i+1)
			}
		}
		return list
	}
	fault := sandbox.Fault{Kind: sandbox.Fault500}
	tests := map[string]struct {
		set  func(*sandbox.Fault)
		want string
	}{
		"all":              {func(*sandbox.Fault) {}, "[1 2 3 4 5]"},
		"the next two":     {func(f *sandbox.Fault) { f.Next = 2 }, "[1 2]"},
		"the fourth":       {func(f *sandbox.Fault) { f.Nth = 4 }, "[4]"},
		"another endpoint": {func(f *sandbox.Fault) { f.Endpoint = sandbox.EndpointCreate }, "[]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := fault
			tt.set(&f)
			if got := fmt.Sprint(struck(t, f, 5)); got != tt.want {
				t.Errorf("struck %s, want %s", got, tt.want)
			}
		})
	}
	t.Run("by chance, repeatable", func(t *testing.T) {
		f := fault
		f.Probability = 0.1
		first, second := struck(t, f, 1000), struck(t, f, 1000)
		if fmt.Sprint(first) != fmt.Sprint(second) {
			t.Error("the same seed struck others")
		}
		if len(first) < 60 || len(first) > 140 {
			t.Errorf("%d of 1000 with probability 0.1", len(first))
		}
	})
}

func TestLatencyPassesBeforeAnythingIsLookedAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Latency: 100 * time.Millisecond, Jitter: 50 * time.Millisecond,
			Faults: []sandbox.Fault{{Kind: sandbox.FaultLatency, Latency: time.Second, Nth: 2}}})
		for i, least := range []time.Duration{100 * time.Millisecond, 1100 * time.Millisecond, 100 * time.Millisecond} {
			began := time.Now()
			s.burst(t, 1)
			if took := time.Since(began); took < least || took > least+50*time.Millisecond {
				t.Errorf("request %d took %v", i+1, took)
			}
		}
	})
}

func TestARequestThatWasGivenUpIsCarriedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inMemory(t, sandbox.Config{Latency: 10 * time.Second})
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		_, err := s.api.Users.Create(ctx, &users.CreateParams{Email: "ada@example.com"})
		if !errors.Is(err, context.DeadlineExceeded) || count(s.Sandbox) != 0 {
			t.Errorf("after 3 s: %v, %d users", err, count(s.Sandbox))
		}
		time.Sleep(8 * time.Second)
		if n := count(s.Sandbox); n != 1 {
			t.Errorf("%d users after the latency", n)
		}
	})
}

func TestAFaultThatMakesNoSenseIsRefused(t *testing.T) {
	for name, f := range map[string]sandbox.Fault{
		"unknown kind":             {Kind: "explosion"},
		"unknown endpoint":         {Kind: sandbox.Fault500, Endpoint: "nowhere"},
		"probability of 2":         {Kind: sandbox.Fault500, Probability: 2},
		"negative latency":         {Kind: sandbox.FaultLatency, Latency: -1},
		"next and nth":             {Kind: sandbox.Fault500, Next: 1, Nth: 1},
		"probability and a number": {Kind: sandbox.Fault500, Probability: 0.5, Next: 1},
	} {
		if _, err := sandbox.New(sandbox.Config{Faults: []sandbox.Fault{f}}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
