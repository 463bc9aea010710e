package tui

import (
	"errors"
	"strings"
	"testing"

	"example.com/usher/migrator"
)

// resumedImport is the assistant with a migration of the start screen under
// way, after another export was looked at.
func resumedImport(t *testing.T, e *fakeEngine) *model {
	t.Helper()
	e.listed = someMigrations()
	m := open(t, e, testEnv, 80, 24)
	press(m, "down", "down", "down", "down", "enter")
	press(m, "/home/ada/dl/other.json", "enter")
	if m.place() != atPreview {
		t.Fatalf("at %v", m.place())
	}
	press(m, "esc", "esc", "esc", "up", "up", "up", "up", "enter")
	if m.place() != atImport || m.running.phase != importRunning {
		t.Fatalf("at %v, phase %v", m.place(), m.running.phase)
	}
	return m
}

func TestTheFindingsOfAResumedImportAreReadBesideIt(t *testing.T) {
	e := &fakeEngine{}
	m := resumedImport(t, e)
	if m.flow.export != nil {
		t.Error("the export that was looked at before is still open")
	}
	press(m, "f")
	if m.place() != atPreview || !strings.Contains(m.View(), "several accounts with the same email") || m.flow.options.Rate != 40 {
		t.Fatalf("at %v with options %+v:\n%s", m.place(), m.flow.options, m.View())
	}
	press(m, "down", "right", "enter")
	if m.place() != atUser || !strings.Contains(m.View(), "ada@example.com") {
		t.Errorf("at %v:\n%s", m.place(), m.View())
	}
	press(m, "esc", "esc", "esc", "f")
	if m.place() != atPreview || e.exportsOf != 1 || m.running.phase != importRunning {
		t.Errorf("at %v, opened %d times, phase %v", m.place(), e.exportsOf, m.running.phase)
	}
}

func TestFindingsThatCannotBeReadStopNothing(t *testing.T) {
	e := &fakeEngine{}
	m := resumedImport(t, e)
	e.openErr = errors.New("the export is gone")
	press(m, "f")
	if m.place() != atImport || !strings.Contains(m.View(), "The export is gone") || m.running.phase != importRunning {
		t.Errorf("at %v, phase %v:\n%s", m.place(), m.running.phase, m.View())
	}
	e.openErr = nil
	press(m, "f")
	if m.place() != atPreview {
		t.Errorf("at %v", m.place())
	}
}

func TestAPausedImportStillLeadsToItsFindings(t *testing.T) {
	e := &fakeEngine{}
	m := resumedImport(t, e)
	ends(m, e, migrator.Result{State: migrator.Paused}, nil)
	press(m, "f")
	if m.place() != atPreview || e.exportsOf != 1 {
		t.Errorf("at %v, opened %d times", m.place(), e.exportsOf)
	}
}
