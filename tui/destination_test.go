package tui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// toDestination is the assistant where the users' way is chosen.
func toDestination(t *testing.T, e *fakeEngine, env map[string]string) *model {
	t.Helper()
	m := open(t, e, env, 80, 24)
	m.toPreview(true)
	press(m, "enter", "enter")
	return m
}

func TestAServerOfOnesOwnIsTyped(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, testEnv)
	press(m, "down", "e", "https://stytch.example.com/", "enter", "enter", "enter")
	want := migrator.Target{Kind: migrator.Test, ProjectID: testID, BaseURL: "https://stytch.example.com"}
	if diff := cmp.Diff([]migrator.Target{want}, e.checked); diff != "" {
		t.Errorf("checked (-want +got):\n%s", diff)
	}
	if len(e.begun) != 1 || e.begun[0].target != want {
		t.Errorf("begun %+v, want one with %+v", e.begun, want)
	}
}

func TestCredentialsDoNotGoAnywhereInTheOpen(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, testEnv)
	press(m, "down", "e", "http://stytch.example.com", "enter")
	if m.flow.target.BaseURL != "" || len(e.checked) > 0 {
		t.Errorf("target %+v, checked %+v", m.flow.target, e.checked)
	}
}

func TestALiveProjectElsewhereNeedsTheHostAndTheID(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "e", "https://stytch.example.com", "enter", "enter")
	press(m, liveID, "enter") // the id is no host
	if len(e.begun) > 0 {
		t.Fatal("the import began without the host")
	}
	for range liveID {
		press(m, "backspace")
	}
	press(m, "stytch.example.com", "enter")
	if len(e.begun) > 0 {
		t.Fatal("the import began without the project id")
	}
	press(m, liveID, "enter")
	if len(e.begun) != 1 || !e.begun[0].target.Confirmed {
		t.Errorf("begun %+v", e.begun)
	}
}

func TestAnotherDestinationForgetsWhatWasConfirmed(t *testing.T) {
	e := &fakeEngine{}
	m := toDestination(t, e, liveEnv)
	press(m, "down", "down", "e", "https://stytch.example.com", "enter", "enter", "stytch.example.com", "enter")
	press(m, "esc", "up", "down", "enter", liveID, "enter")
	if len(e.begun) > 0 {
		t.Error("the host of before still counts")
	}
}
