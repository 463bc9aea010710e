package tui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"example.com/usher/migrator"
)

type fakeCanaries struct {
	users  []migrator.CanaryUser
	right  string // the password that Stytch takes
	tried  []string
	closed int
}

func (c *fakeCanaries) Users(context.Context, int) ([]migrator.CanaryUser, error) {
	return c.users, nil
}
func (c *fakeCanaries) Close() error { c.closed++; return nil }
func (c *fakeCanaries) Login(_ context.Context, u migrator.CanaryUser, password string) (bool, error) {
	c.tried = append(c.tried, u.SourceID)
	return password == c.right, nil
}

func someCanaries() *fakeCanaries {
	found := &migrator.Found{
		UserID: "user-live-1", ExternalID: "auth0|5f7c8d77", PasswordID: "password-live-1",
		Emails: []migrator.FoundIdentifier{{Value: "ada@example.com", Verified: true}},
	}
	return &fakeCanaries{right: "tr0ub4dor", users: []migrator.CanaryUser{
		{
			SourceID: "auth0|5f7c8d77", Place: "line 1", Outcome: migrator.Outcome{Kind: migrator.Created, UserID: "user-live-1"}, HasPassword: true,
			Call: migrator.Call{Email: "ada@example.com", ExternalID: "auth0|5f7c8d77"}, Found: found,
		},
		{
			SourceID: "auth0|5f7c8d78", Place: "line 2", Outcome: migrator.Outcome{Kind: migrator.Created, UserID: "user-live-2"},
			Call:  migrator.Call{Email: "grace@example.com", Phone: "+14155550123", ExternalID: "auth0|5f7c8d78"},
			Found: &migrator.Found{UserID: "user-live-2", ExternalID: "auth0|5f7c8d78", Emails: []migrator.FoundIdentifier{{Value: "grace@example.com"}}}, Differ: []string{"phone_number"},
		},
		{SourceID: "auth0|5f7c8d79", Place: "line 3", Outcome: migrator.Outcome{Kind: migrator.WasRefused, Reason: "invalid_phone_number"}, Call: migrator.Call{Phone: "+1555"}},
	}}
}

// withCanaries is an engine whose import pauses after the first users.
func withCanaries() *fakeEngine {
	return &fakeEngine{migration: newFakeMigration(), canaries: someCanaries(), rehearsed: aRehearsal()}
}

// toCanaries runs an import until those who go first are in.
func (m *model) toCanaries() {
	m.toImport()
	w := m.running.work.(*fakeMigration)
	w.end <- ending{migrator.Result{State: migrator.Paused, Reason: migrator.CanaryReason, Checkpoint: "/home/ada/dl/auth0-users-live.usher", Total: 400012, Created: 2}, nil}
	m.seeTheEnd()
}

func canaryScenes() []scene {
	return []scene{
		{"canary ready", withCanaries, liveEnv, func(m *model) { m.toCanaries() }},
		{"canary differs", withCanaries, liveEnv, func(m *model) { m.toCanaries(); press(m, "down") }},
		{"canary asking", withCanaries, liveEnv, func(m *model) { m.toCanaries(); press(m, "c", "abc") }},
		{"canary tried", withCanaries, liveEnv, func(m *model) { m.toCanaries(); press(m, "c", "wrong", "enter") }},
		{"canary loading", withCanaries, liveEnv, func(m *model) { m.toCanaries(); m.screens[atCanary].(*canaryScreen).open = nil }},
		{"canary error", func() *fakeEngine {
			e := withCanaries()
			e.openWorkErr = &migrator.LockedError{ProjectID: liveID, PID: 4711}
			return e
		}, liveEnv, func(m *model) { m.toCanaries() }},
		{"import canary", withCanaries, liveEnv, func(m *model) { m.toCanaries(); press(m, "esc") }},
	}
}

func TestAfterTheFewTheRestWaitsForTheOperator(t *testing.T) {
	e := withCanaries()
	m := open(t, e, liveEnv, 80, 24)
	m.toCanaries()
	if m.place() != atCanary || len(e.reopened) > 0 {
		t.Fatalf("at %d, reopened %q", m.place(), e.reopened)
	}
	press(m, "c", "tr0ub4dor", "enter")
	if want := []string{"auth0|5f7c8d77"}; !slices.Equal(e.canaries.tried, want) || !strings.Contains(m.View(), "Stytch took the password") {
		t.Errorf("tried %q:\n%s", e.canaries.tried, m.View())
	}
	e.migration = newFakeMigration()
	press(m, "enter") // one more than was needed sends nobody
	if len(e.reopened) > 0 {
		t.Error("enter sent the rest")
	}
	press(m, " ")
	if m.place() != atImport || len(e.reopened) != 1 || e.canaries.closed != 1 {
		t.Errorf("at %d, reopened %q, closed %d times", m.place(), e.reopened, e.canaries.closed)
	}
}

func TestNotYetGivesTheCheckpointBack(t *testing.T) {
	e := withCanaries()
	m := open(t, e, liveEnv, 80, 24)
	m.toCanaries()
	press(m, "esc")
	if m.place() != atImport || e.canaries.closed != 1 || len(e.reopened) > 0 {
		t.Errorf("at %d, closed %d times, reopened %q", m.place(), e.canaries.closed, e.reopened)
	}
}

func TestALoginIsTriedOnlyWhereAPasswordHasMoved(t *testing.T) {
	m := open(t, withCanaries(), liveEnv, 80, 24)
	m.toCanaries()
	press(m, "down", "c")
	if want := "no password of this user has moved"; m.flow.notice != want {
		t.Errorf("notice %q, want %q", m.flow.notice, want)
	}
}
