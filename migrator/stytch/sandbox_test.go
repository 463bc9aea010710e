package stytch_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/crypto/bcrypt"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
	"example.com/usher/migrator/stytch"
	"example.com/usher/sources"
)

// sandboxed runs a sandbox behind a socket and connects an adapter to it.
func sandboxed(t testing.TB, c sandbox.Config) (*sandbox.Sandbox, *stytch.Adapter) {
	t.Helper()
	if c.Limit.Mode == "" {
		c.Limit.Mode = sandbox.LimitOff
	}
	s, err := sandbox.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	a := connectTo(t, s, s.URL())
	t.Cleanup(a.CloseIdleConnections)
	return s, a
}

func connectionTo(s *sandbox.Sandbox, url string, rate int) migrator.Connection {
	return migrator.Connection{Target: migrator.Target{Kind: migrator.Sandbox, ProjectID: s.ProjectID(), BaseURL: url}, Secret: s.Secret(), Rate: rate}
}

func connectTo(t testing.TB, s *sandbox.Sandbox, url string) *stytch.Adapter {
	t.Helper()
	return connect(t, connectionTo(s, url, 0), nil)
}

// inSandbox connects without sockets, for bubbles.
func inSandbox(t *testing.T, c sandbox.Config, rate int) (*sandbox.Sandbox, *stytch.Adapter) {
	t.Helper()
	s, err := sandbox.New(c)
	if err != nil {
		t.Fatal(err)
	}
	a, err := stytch.ConnectOver(connectionTo(s, "http://127.0.0.1:1", rate), s.Transport())
	if err != nil {
		t.Fatal(err)
	}
	return s, a
}

// readings are the toggles of what nobody knows of Stytch's answers.
var readings = map[string]sandbox.Toggles{
	"as usher thinks":        {},
	"201":                    {Success201: true},
	"nulls":                  {NullOptionals: true, LastCursor: "null"},
	"empty cursor, no total": {LastCursor: "empty", TotalUnknown: true},
	"few values":             {MaxFilterValues: 3},
	"unknown ids invalid":    {UnknownIDInvalid: true},
}

func TestAUsersWholeLife(t *testing.T) {
	for fact, toggles := range readings {
		t.Run(fact, func(t *testing.T) {
			_, a := sandboxed(t, sandbox.Config{Toggles: toggles})
			ctx := t.Context()
			hashed, err := bcrypt.GenerateFromPassword([]byte("hunter2"), bcrypt.MinCost)
			if err != nil {
				t.Fatal(err)
			}
			call := migrator.Call{
				Kind: migrator.MigratePassword, Email: "jane@example.com", ExternalID: "auth0|5f", Mark: "0123456789abcdef/7",
				Name: sources.Name{First: "Jane"}, Untrusted: map[string]any{"theme": "dark"}, SetEmailVerified: true,
				Hash: hash(sources.Bcrypt, string(hashed), nil),
			}
			if got := a.WhoAmI(ctx); got.Class != migrator.OK {
				t.Fatalf("whoami: %v: %v", got.Class, got.Err)
			}
			made := a.Write(ctx, call)
			if made.Class != migrator.OK || !made.UserCreated || made.PasswordID == "" || made.Date.IsZero() {
				t.Fatalf("migrate: %+v", made)
			}
			if again := a.Write(ctx, call); again.Class != migrator.Taken {
				t.Errorf("again: %v: %v", again.Class, again.Err)
			}
			login := a.CheckLogin(ctx, call.Email, "hunter2")
			wrong := a.CheckLogin(ctx, call.Email, "hunter3")
			nobody := a.CheckLogin(ctx, "nobody@example.com", "hunter3")
			if login.Class != migrator.OK || login.UserID != made.UserID || wrong.Class != migrator.Refused || nobody.Class != migrator.Absent {
				t.Errorf("login: %v, wrong password: %v, nobody: %v", login.Class, wrong.Class, nobody.Class)
			}

			want := migrator.Found{
				UserID: made.UserID, ExternalID: call.ExternalID, PasswordID: made.PasswordID, Mark: call.Mark, Name: call.Name, Status: "active",
				Emails: []migrator.FoundIdentifier{{Value: call.Email, Verified: true}},
			}
			apart := cmpopts.IgnoreFields(migrator.Found{}, "CreatedAt", "Trusted", "Untrusted")
			for way, got := range map[string]migrator.Reply{
				"user_id":                   a.Get(ctx, made.UserID),
				"external_id":               a.Get(ctx, call.ExternalID),
				"search by email":           a.Search(ctx, "email_address", []string{"a@x.org", call.Email, "b@x.org", "c@x.org", "d@x.org"}),
				"search by user_id":         a.Search(ctx, "user_id", []string{made.UserID}),
				"search by external id":     a.Search(ctx, "user_id", []string{"auth0|4", call.ExternalID}),
				"everybody (first is Jane)": first(a.ListUsers(ctx, "")),
			} {
				if got.Class != migrator.OK || len(got.Users) != 1 {
					t.Errorf("%s: %v, %d users: %v", way, got.Class, len(got.Users), got.Err)
					continue
				}
				if diff := cmp.Diff(want, got.Users[0], apart); diff != "" || got.Users[0].CreatedAt.IsZero() {
					t.Errorf("%s: %s", way, diff)
				}
			}
			for way, got := range map[string]migrator.Class{
				"get":     a.Get(ctx, "auth0|nobody").Class,
				"by id":   a.Get(ctx, absentID).Class,
				"delete":  a.DeleteUser(ctx, absentID).Class,
				"update":  a.UpdateUser(ctx, absentID, migrator.Change{ExternalID: "x"}).Class,
				"removal": a.DeletePassword(ctx, "password-test-22222222-2222-4222-8222-222222222222").Class,
			} {
				if got != migrator.Absent {
					t.Errorf("%s of nobody: %v", way, got)
				}
			}
			if n, reply := a.CountUsers(ctx); n != 1 || reply.Class != migrator.OK {
				t.Errorf("count: %d, %v: %v", n, reply.Class, reply.Err)
			}
			if got := a.UpdateUser(ctx, made.UserID, migrator.Change{Name: sources.Name{Last: "Doe"}, Untrusted: map[string]any{"theme": nil}}); got.Class != migrator.OK {
				t.Errorf("update: %v: %v", got.Class, got.Err)
			}
			if got := a.DeletePassword(ctx, made.PasswordID); got.Class != migrator.OK {
				t.Errorf("delete password: %v: %v", got.Class, got.Err)
			}
			if got := a.Get(ctx, made.UserID); got.Users[0].PasswordID != "" || got.Users[0].Name.Last != "Doe" || len(got.Users[0].Untrusted) != 0 {
				t.Errorf("afterwards: %+v", got.Users[0])
			}
			if got := a.DeleteUser(ctx, made.UserID); got.Class != migrator.OK {
				t.Errorf("delete: %v: %v", got.Class, got.Err)
			}
			if n, _ := a.CountUsers(ctx); n != 0 {
				t.Errorf("%d users are left", n)
			}
		})
	}
}

const absentID = "user-test-22222222-2222-4222-8222-222222222222"

func first(reply migrator.Reply, _ string) migrator.Reply { return reply }

func TestFaultsOfTheSandbox(t *testing.T) {
	const applied = true
	tests := map[string]struct {
		class   migrator.Class
		applied bool
	}{
		sandbox.Fault429:          {migrator.Throttled, !applied},
		sandbox.Fault429NoRetry:   {migrator.Throttled, !applied},
		sandbox.Fault500:          {migrator.Lost, !applied},
		sandbox.Fault503HTML:      {migrator.Lost, !applied},
		sandbox.Fault502NoType:    {migrator.Lost, !applied},
		sandbox.FaultEmptyBody:    {migrator.Lost, !applied},
		sandbox.FaultLatency:      {migrator.OK, applied},
		sandbox.FaultHang:         {migrator.Lost, !applied},
		sandbox.FaultDropBefore:   {migrator.Lost, !applied},
		sandbox.FaultRedirect:     {migrator.Fatal, !applied},
		sandbox.FaultDropAfter:    {migrator.Lost, applied},
		sandbox.FaultCutAnswer:    {migrator.Lost, applied},
		sandbox.FaultMalformed:    {migrator.Lost, applied},
		sandbox.FaultNoPasswordID: {migrator.OK, applied},
		sandbox.FaultNoCreatedAt:  {migrator.OK, applied},
		sandbox.FaultLate:         {migrator.Lost, applied},
		sandbox.FaultLateApply:    {migrator.Lost, applied},
	}
	call := migrator.Call{Kind: migrator.CreateUser, Email: "jane@example.com", ExternalID: "auth0|5f"}
	// instant faults strike over a socket, all of them in fake time too.
	run := func(t *testing.T, s *sandbox.Sandbox, a *stytch.Adapter, class migrator.Class, applied bool) {
		got := ofAnswer(a.Write(t.Context(), call))
		if got.class != class {
			t.Errorf("got %v: %v; want %v", got.class, got.err, class)
		}
		if class != migrator.OK {
			checkError(t, "create", got)
		}
		time.Sleep(time.Second) // for late ones; fake time only
		want := 0
		if applied {
			want = 1
		}
		if n := s.Stats().Users; n != want {
			t.Errorf("%d users are there, want %d", n, want)
		}
		if applied {
			if got := a.Get(t.Context(), call.ExternalID); got.Class != migrator.OK || got.Users[0].ExternalID != call.ExternalID {
				t.Errorf("look-up: %v: %v", got.Class, got.Err)
			}
		}
		if n := s.Stats().Requests; a.Pace().Requests != n {
			t.Errorf("counted %d requests, %d arrived", a.Pace().Requests, n)
		}
	}
	for kind, want := range tests {
		fault := sandbox.Fault{Kind: kind, Next: 1, Endpoint: "create"}
		if kind == sandbox.FaultLatency || kind == sandbox.FaultLateApply {
			fault.Latency = 500 * time.Millisecond
		}
		t.Run(kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, a := inSandbox(t, sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitOff}, Faults: []sandbox.Fault{fault}}, 0)
				defer s.Close()
				run(t, s, a, want.class, want.applied)
			})
		})
	}
	for _, kind := range []string{sandbox.Fault503HTML, sandbox.FaultDropBefore, sandbox.FaultDropAfter, sandbox.FaultCutAnswer, sandbox.FaultMalformed, sandbox.FaultRedirect} {
		t.Run(kind+" over a socket", func(t *testing.T) {
			s, a := sandboxed(t, sandbox.Config{Faults: []sandbox.Fault{{Kind: kind, Next: 1, Endpoint: "create"}}})
			got := ofAnswer(a.Write(t.Context(), call))
			want := tests[kind]
			if got.class != want.class || s.Stats().Users != map[bool]int{true: 1}[want.applied] {
				t.Errorf("got %v: %v, %d users", got.class, got.err, s.Stats().Users)
			}
		})
	}
}

func TestFiveMinutesOfFaultsAtTheCap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kinds := []string{
			sandbox.Fault429, sandbox.Fault500, sandbox.Fault503HTML, sandbox.FaultEmptyBody, sandbox.FaultHang, sandbox.FaultDropBefore,
			sandbox.FaultDropAfter, sandbox.FaultCutAnswer, sandbox.FaultMalformed, sandbox.FaultLate, sandbox.FaultLateApply,
		}
		var faults []sandbox.Fault
		for _, k := range kinds {
			faults = append(faults, sandbox.Fault{Kind: k, Probability: 0.002})
		}
		s, a := inSandbox(t, sandbox.Config{
			Seed: 7, Faults: faults, Latency: 40 * time.Millisecond, Jitter: 60 * time.Millisecond,
			Limit: sandbox.LimitConfig{Requests: 100, SearchPerMinute: -1},
		}, 65)
		defer s.Close()
		end := time.Now().Add(5 * time.Minute)
		var classes sync.Map
		var workers sync.WaitGroup
		for w := range 64 {
			workers.Go(func() {
				random := rand.New(rand.NewPCG(3, uint64(w)))
				for n := 0; time.Now().Before(end); n++ {
					id := fmt.Sprintf("w%d-%d", w, n)
					got := a.Write(t.Context(), migrator.Call{Kind: migrator.CreateUser, Email: id + "@example.com", ExternalID: id})
					classes.Store(got.Class, true)
					if got.Class == migrator.Lost || random.IntN(10) == 0 {
						classes.Store(a.Get(t.Context(), id).Class, true)
					}
				}
			})
		}
		workers.Wait()
		time.Sleep(time.Minute) // what comes late
		stats, pace := s.Stats(), a.Pace()
		if pace.Requests != stats.Requests || pace.InFlight != 0 {
			t.Errorf("counted %d requests, %d arrived, %d in flight", pace.Requests, stats.Requests, pace.InFlight)
		}
		if pace.MaxPerSecond > 65 || stats.MaxInAnyWindow > 65 {
			t.Errorf("at most %d left, %d arrived in a second", pace.MaxPerSecond, stats.MaxInAnyWindow)
		}
		seen := map[migrator.Class]bool{}
		classes.Range(func(c, _ any) bool { seen[c.(migrator.Class)] = true; return true })
		want := map[migrator.Class]bool{}
		for _, c := range []migrator.Class{migrator.OK, migrator.Throttled, migrator.Lost, migrator.Unavailable, migrator.Absent} {
			want[c] = true
		}
		if !maps.Equal(seen, want) {
			t.Errorf("classes %v, want %v", seen, want)
		}
	})
}

func TestEveryShapeIsTakenByTheSandbox(t *testing.T) {
	for fact, user := range shapes {
		if slices.Contains([]string{"scrypt", "argon2id", "pbkdf2"}, fact) {
			continue // their parameters are of no real hash
		}
		t.Run(fact, func(t *testing.T) {
			_, a := sandboxed(t, sandbox.Config{})
			for _, call := range migrator.NewPlanner(migrator.DefaultOptions(), "0123456789abcdef").Plan(user).Calls {
				if got := a.Write(t.Context(), call); got.Class != migrator.OK {
					t.Errorf("%v: %v: %v", call.Kind, got.Class, got.Err)
				}
			}
		})
	}
}
