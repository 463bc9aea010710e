package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// worksOn is an engine with a finished migration and works to do on it.
func worksOn() *fakeEngine {
	return &fakeEngine{
		verification: newFakeVerification(), undos: []*fakeUndo{newFakeUndo(true), newFakeUndo(false)}, status: doneResult(),
	}
}

// toTestProof shows the proof of an import into a test project.
func (m *model) toTestProof() {
	m.toProof()
	m.flow.subject = subject{checkpoint: doneResult().Checkpoint, target: migrator.Target{Kind: migrator.Test, ProjectID: testID}}
}

func workScenes() []scene {
	verify := func(m *model) { m.toTestProof(); press(m, "enter") }
	undo := func(m *model) { m.toTestProof(); press(m, "end", "up", "enter") }
	counted := func(m *model) {
		undo(m)
		endsWork(m, &m.screens[atUndo].(*undoScreen).work.(*fakeUndo).fakeWork, undone(true), nil)
	}
	failed := func() *fakeEngine {
		e := worksOn()
		e.openWorkErr = &migrator.LockedError{ProjectID: testID, PID: 4711}
		return e
	}
	return []scene{
		{"proof works", worksOn, testEnv, func(m *model) { m.toTestProof() }},
		{"proof verified", worksOn, testEnv, func(m *model) {
			verify(m)
			endsWork(m, &m.screens[atVerify].(*verifyScreen).work.(*fakeVerification).fakeWork, verifiedResult(), nil)
			press(m, "esc")
		}},
		{"secret ready", worksOn, nil, func(m *model) { m.toTestProof(); press(m, "enter", "secret-te") }},
		{"verify loading", worksOn, testEnv, func(m *model) { verify(m); m.screens[atVerify].(*verifyScreen).phase = taskOpening }},
		{"verify running", worksOn, testEnv, func(m *model) { verify(m); feed(m, polledMsg{}) }},
		{"verify paused", worksOn, testEnv, func(m *model) { verify(m); feed(m, polledMsg{}); press(m, " "); m.seeTheEnd() }},
		{"verify ready", worksOn, testEnv, func(m *model) {
			verify(m)
			endsWork(m, &m.screens[atVerify].(*verifyScreen).work.(*fakeVerification).fakeWork, verifiedResult(), nil)
		}},
		{"verify clean", worksOn, testEnv, func(m *model) {
			verify(m)
			endsWork(m, &m.screens[atVerify].(*verifyScreen).work.(*fakeVerification).fakeWork, migrator.VerifyResult{State: migrator.Done, Checked: 398941, Matching: 398941, Requests: 399, Seconds: 163.2}, nil)
		}},
		{"verify error", failed, testEnv, verify},
		{"undo loading", worksOn, testEnv, func(m *model) { undo(m); m.screens[atUndo].(*undoScreen).phase = taskOpening }},
		{"undo counting", worksOn, testEnv, func(m *model) { undo(m); feed(m, polledMsg{}) }},
		{"undo question", worksOn, testEnv, func(m *model) { counted(m); press(m, "project-te") }},
		{"undo running", worksOn, testEnv, func(m *model) { counted(m); press(m, testID, "enter"); feed(m, polledMsg{}) }},
		{"undo ready", worksOn, testEnv, func(m *model) {
			counted(m)
			press(m, testID, "enter")
			endsWork(m, &m.screens[atUndo].(*undoScreen).work.(*fakeUndo).fakeWork, undone(false), nil)
		}},
		{"undo error", failed, testEnv, undo},
	}
}

// countedUndo stands where an undo was counted and asks for the project id.
func countedUndo(t *testing.T) (*fakeEngine, *model) {
	e := worksOn()
	m := open(t, e, testEnv, 80, 24)
	m.toTestProof()
	press(m, "end", "up", "enter")
	endsWork(m, &e.undos[0].fakeWork, undone(true), nil)
	return e, m
}

func TestUndoDeletesOnlyAfterTheProjectIDWasTyped(t *testing.T) {
	e, m := countedUndo(t)
	press(m, "enter", "project-test-", "enter", "esc")
	if want := []undoing{{dryRun: true}}; !slices.Equal(e.undoing, want) {
		t.Errorf("undone %+v, want only the count %+v", e.undoing, want)
	}
}

func TestUndoCountsAnewForTheActive(t *testing.T) {
	e, m := countedUndo(t)
	press(m, testID, "ctrl+t")
	if want := []undoing{{dryRun: true}, {dryRun: true, active: true}}; !slices.Equal(e.undoing, want) {
		t.Errorf("undone %+v, want %+v", e.undoing, want)
	}
}

func TestAnUndoForgetsWhatWasVerifiedBefore(t *testing.T) {
	_, m := countedUndo(t)
	m.flow.verified = verifiedOf{m.flow.subject.checkpoint, migrator.VerifyResult{Missing: []string{"b6"}}}
	press(m, "project-test-", "enter")
	if m.flow.verified.checkpoint == "" {
		t.Error("nothing was deleted, and the verification is forgotten")
	}
	press(m, "ctrl+u", testID, "enter")
	if m.flow.verified.checkpoint != "" {
		t.Errorf("still %+v", m.flow.verified)
	}
}

func TestOnlyTheUndoItselfLeavesAReceipt(t *testing.T) {
	e, m := countedUndo(t)
	press(m, testID, "enter")
	endsWork(m, &e.undos[1].fakeWork, undone(false), nil)
	var lines []string
	for _, job := range m.flow.control.all() {
		for _, line := range job.receipt(true).Lines {
			if strings.Contains(line, "undo") {
				lines = append(lines, line)
			}
		}
	}
	if want := []string{"usher: undone: 397,388 users deleted, 12 kept"}; !slices.Equal(lines, want) {
		t.Errorf("receipts %q, want %q", lines, want)
	}
}

func TestLeavingPausesWhatRunsAndSaysHowToGoOn(t *testing.T) {
	e := worksOn()
	m := open(t, e, testEnv, 80, 24)
	m.toTestProof()
	press(m, "enter", "ctrl+c")
	if e.verification.paused == 0 || m.left {
		t.Fatalf("paused %d times, left %v", e.verification.paused, m.left)
	}
	m.seeTheEnd()
	if !m.left {
		t.Error("did not leave when nothing ran any more")
	}
	jobs := m.flow.control.all()
	got := jobs[len(jobs)-1].receipt(true)
	want := Receipt{Paused: true, Lines: []string{
		"usher: the verification was stopped; it goes on where it was",
		"  verify:  usher verify /home/ada/dl/auth0-users-live.usher",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("receipt (-want +got):\n%s", diff)
	}
}

func TestAWorkThatEndsWithAnErrorSaysSo(t *testing.T) {
	e := worksOn()
	m := open(t, e, testEnv, 80, 24)
	m.toTestProof()
	press(m, "enter")
	endsWork(m, &e.verification.fakeWork, migrator.VerifyResult{}, errors.New("broken"))
	if s := m.screens[atVerify].(*verifyScreen); s.phase != taskFailed {
		t.Errorf("phase %d", s.phase)
	}
}

func TestTheRefusedAreSentAgainOnTheImportScreen(t *testing.T) {
	e := worksOn()
	m := open(t, e, testEnv, 80, 24)
	m.toTestProof()
	e.migration = newFakeMigration() // the one before is over
	press(m, "down", "enter")
	if e.retried != 1 || m.place() != atImport || m.running.title() != "Sending the refused again" {
		t.Errorf("retried %d times, at %d, %q", e.retried, m.place(), m.running.title())
	}
}

func TestAFinishedRehearsalHasNothingToVerify(t *testing.T) {
	e := worksOn()
	m := open(t, e, nil, 80, 24)
	m.toProof()
	m.flow.subject.target = migrator.Target{Kind: migrator.Sandbox}
	press(m, "enter")
	if want := "the sandbox of a finished rehearsal is gone with its users"; m.flow.notice != want || m.place() != atProof {
		t.Errorf("notice %q at %d", m.flow.notice, m.place())
	}
}

func TestASecretThatIsNotKnownIsAskedFor(t *testing.T) {
	e := worksOn()
	m := open(t, e, nil, 80, 24)
	m.toTestProof()
	press(m, "enter", "secret-live-x", "enter")
	if m.place() != atSecret {
		t.Fatal("a live secret was taken for a test project")
	}
	press(m, "ctrl+u", "secret-test-x", "enter")
	if m.place() != atVerify || m.flow.subject.secret != "secret-test-x" {
		t.Errorf("at %d with %q", m.place(), m.flow.subject.secret)
	}
}
