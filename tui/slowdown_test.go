package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbletea"
)

func TestASlowDownIsRememberedWithItsReason(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	at := now
	m := open(t, e, nil, 120, 40)
	m.flow.config.Now = func() time.Time { return at }
	m.toImport()
	e.migration.snap.Gate = "Stytch answered 429"
	feed(m, polledMsg{})
	at = at.Add(800 * time.Millisecond)
	e.migration.snap.Gate = ""
	feed(m, polledMsg{})
	if want := "slowed at 23:45 for 0.8 s: Stytch answered 429"; !strings.Contains(m.View(), want) {
		t.Errorf("%q is not shown:\n%s", want, m.View())
	}
}

func TestTheSameSlowDownAgainIsOneThatCameSeveralTimes(t *testing.T) {
	var s slowdowns
	for i := range 3 {
		s.see("too many requests (429)", now.Add(time.Duration(i)*time.Minute))
		s.see("", now.Add(time.Duration(i)*time.Minute+1500*time.Millisecond))
	}
	s.see("connection refused", now.Add(time.Hour))
	s.see("", now.Add(time.Hour+time.Second))
	f := &flow{now: now}
	want := []string{
		"slowed at 00:45 for 1.0 s: connection refused",
		"slowed 3 times since 23:45, 4.5 s in all: too many requests (429)",
	}
	if got := s.lines(f); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestQuietLooksSeldomAndDrawsNoChart(t *testing.T) {
	m := open(t, &fakeEngine{migration: newFakeMigration()}, nil, 80, 24)
	m.toImport()
	var asked time.Duration
	m.ticking, m.tick = false, func(after time.Duration) tea.Cmd { asked = after; return nil }
	press(m, "s")
	if asked != pollWhenQuiet || strings.Contains(m.View(), "last 27 s") {
		t.Errorf("looks every %v:\n%s", asked, m.View())
	}
	m.ticking = false
	press(m, " ") // a pause is watched closely
	if asked != pollEvery {
		t.Errorf("looks at a pause every %v", asked)
	}
}

func TestOverALineItLooksTwiceASecond(t *testing.T) {
	m := open(t, &fakeEngine{migration: newFakeMigration()}, map[string]string{"SSH_CONNECTION": "1"}, 80, 24)
	var asked time.Duration
	m.tick = func(after time.Duration) tea.Cmd { asked = after; return nil }
	m.toImport()
	if asked != pollOverLine {
		t.Errorf("looks every %v", asked)
	}
}
