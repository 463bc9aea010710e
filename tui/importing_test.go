package tui

import (
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// ends lets the running migration end and takes that in.
func ends(m *model, e *fakeEngine, result migrator.Result, err error) {
	r := m.running.runner
	e.migration.end <- ending{result, err}
	<-r.ended
	feed(m, polledMsg{})
}

// importingModel is the assistant with a rehearsal under way.
func importingModel(t *testing.T, e *fakeEngine) *model {
	t.Helper()
	m := toDestination(t, e, nil)
	press(m, "enter")
	if m.running.phase != importRunning {
		t.Fatalf("phase %v, want running", m.running.phase)
	}
	return m
}

var paused = migrator.Result{State: migrator.Paused, Checkpoint: "/home/ada/dl/auth0-users-sandbox.usher", Total: 400012, Created: 245618}

func TestSpacePausesAndGoesOn(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	press(m, " ")
	if e.migration.paused != 1 || m.running.phase != importPausing {
		t.Fatalf("paused %d times, phase %v", e.migration.paused, m.running.phase)
	}
	press(m, " ") // it is pausing already
	ends(m, e, paused, nil)
	if m.running.phase != importPaused {
		t.Fatalf("phase %v, want paused", m.running.phase)
	}
	press(m, " ")
	if len(e.begun) != 2 || m.running.phase != importRunning {
		t.Errorf("begun %d times, phase %v", len(e.begun), m.running.phase)
	}
	if e.migration.paused != 1 {
		t.Errorf("paused %d times, want once", e.migration.paused)
	}
}

func TestLeavingWaitsForWhatIsInFlight(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	press(m, "q")
	if m.left {
		t.Fatal("it left while requests were in flight")
	}
	ends(m, e, paused, nil)
	if !m.left {
		t.Error("it stays although nothing is in flight")
	}
}

func TestEscDoesNotLeaveAnImport(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	press(m, "esc")
	if m.place() != atImport || !strings.Contains(m.View(), "space pauses it") {
		t.Errorf("at %v:\n%s", m.place(), m.View())
	}
}

func TestWhatStoppedTheRunStaysOnTheScreenAndIsTriedAgain(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	ends(m, e, migrator.Result{State: migrator.Failed}, &migrator.FatalError{Op: "write checkpoint", Err: errors.New("no space left on device"), Hint: "Make room."})
	for _, want := range []string{"no space left on device", "Everything up to here is on disk", "Make room."} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("%q is not shown:\n%s", want, m.View())
		}
	}
	press(m, "r")
	if len(e.begun) != 2 || m.running.phase != importRunning {
		t.Errorf("begun %d times, phase %v", len(e.begun), m.running.phase)
	}
}

func TestAPanicOfTheEngineGivesTheTerminalBack(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	e.migration.panicky = true
	m := toDestination(t, e, nil)
	press(m, "enter")
	<-m.running.runner.ended
	feed(m, polledMsg{})
	if m.running.phase != importFailed {
		t.Errorf("phase %v, want failed", m.running.phase)
	}
	if e.migration.closed.Load() != 1 {
		t.Errorf("closed %d times, want once", e.migration.closed.Load())
	}
}

func TestADoneImportOpensTheProof(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	ends(m, e, migrator.Result{State: migrator.Done, Destination: "sandbox", Total: 400012, Created: 399150, Skipped: 862}, nil)
	if m.place() != atProof || !strings.Contains(m.View(), "Done. 399,150 of 400,012 users are in the sandbox.") {
		t.Errorf("at %v:\n%s", m.place(), m.View())
	}
}

func TestWhatCannotBeginSaysWhyAndNothingIsSent(t *testing.T) {
	e := &fakeEngine{beginErr: &migrator.LockedError{ProjectID: testID, PID: 4711}}
	m := toDestination(t, e, nil)
	press(m, "enter")
	for _, want := range []string{"Another usher on this machine works on this project (process 4711).", "No user was sent."} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("%q is not shown:\n%s", want, m.View())
		}
	}
	e.beginErr = nil
	press(m, "r")
	if m.running.phase != importRunning {
		t.Errorf("tried again: phase %v, want running", m.running.phase)
	}
}

func TestSignalsReachTheRunWithoutTheScreen(t *testing.T) {
	signals, c := make(chan os.Signal, 2), &control{}
	m := newFakeMigration()
	r := startImport(context.Background(), m)
	c.set(r.job)
	first := make(chan struct{})
	forced := watch(signals, c, func() { close(first) }, nil)
	signals <- syscall.SIGTERM
	<-first
	if m.paused != 1 {
		t.Errorf("paused %d times after the first signal", m.paused)
	}
	signals <- syscall.SIGTERM
	<-forced
	<-r.ended // the second one aborts
	if result, err, ended := r.outcome(); !ended || !errors.Is(err, context.Canceled) || result.State != migrator.Paused {
		t.Errorf("result %+v, error %v, ended %v", result, err, ended)
	}
}

func TestARunThatBeginsAfterTheSignalIsPausedAtOnce(t *testing.T) {
	c, m := &control{}, newFakeMigration()
	c.pause()
	r := startImport(context.Background(), m)
	c.set(r.job)
	if m.paused != 1 {
		t.Errorf("paused %d times, want once", m.paused)
	}
	c.abort()
	<-r.ended
}

func TestTheReceiptSaysHowToGoOn(t *testing.T) {
	m := newFakeMigration()
	c := &control{}
	c.set(startImport(context.Background(), m).job)
	m.end <- ending{paused, nil}
	got := settle(c)
	want := []string{"usher: paused at 245,618 of 400,012 users (61.4 %), nothing in flight", "  resume:  usher resume /home/ada/dl/auth0-users-sandbox.usher"}
	if diff := cmp.Diff(want, got.Lines); diff != "" || !got.Paused {
		t.Errorf("paused %v, lines (-want +got):\n%s", got.Paused, diff)
	}
}

func TestARefusedUserLeadsToTheRecord(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	press(m, "r", "down")
	// Newer ones come above, the selected one stays.
	newer := migrator.Refusal{Ordinal: 250000, Place: "line 250,001", Reason: "duplicate_email"}
	e.migration.snap.Latest = append([]migrator.Refusal{newer}, e.migration.snap.Latest...)
	feed(m, polledMsg{})
	press(m, "enter")
	if m.place() != atUser || m.flow.pickedUser.User.Ordinal != 244869 {
		t.Fatalf("at %d with %+v", m.place(), m.flow.pickedUser.User)
	}
	for _, want := range []string{"Refused by Stytch", "invalid_phone_number", "not a number", "line 244,870", "POST /v1/"} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("%q is not shown:\n%s", want, m.View())
		}
	}
	press(m, "esc", "esc")
	if m.place() != atImport || len(e.recorded) != 0 {
		t.Errorf("at %d, checkpoints read %v", m.place(), e.recorded)
	}
	// In the proof, the records are read by the checkpoint.
	ends(m, e, doneResult(), nil)
	for range proofEntries(m.flow) {
		if strings.Contains(m.View(), "▸ Look at the refused") {
			break
		}
		press(m, "down")
	}
	press(m, "enter", "down", "down", "enter")
	if m.place() != atUser || len(e.recorded) != 1 {
		t.Errorf("at %d, checkpoints read %v:\n%s", m.place(), e.recorded, m.View())
	}
}

func TestANoticeAboutARunDoesNotOutliveIt(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	press(m, " ", " ") // it is pausing already
	if m.flow.notice == "" {
		t.Fatal("nothing was said")
	}
	ends(m, e, paused, nil)
	if m.flow.notice != "" {
		t.Errorf("it is paused, and still %q", m.flow.notice)
	}
}

func TestANoticeGivesWayToWhatRuns(t *testing.T) {
	e := &fakeEngine{migration: newFakeMigration()}
	m := importingModel(t, e)
	clock := now
	m.flow.config.Now = func() time.Time { return clock }
	press(m, "esc")
	const notice, status = "space pauses it", "Everything up to here is on disk."
	for _, c := range []struct {
		after time.Duration
		want  string
	}{{5 * time.Second, notice}, {6 * time.Second, status}} {
		clock = now.Add(c.after)
		m.Update(polledMsg{})
		if !strings.Contains(m.View(), c.want) {
			t.Errorf("after %v, %q is not shown:\n%s", c.after, c.want, m.View())
		}
	}
	press(m, "esc")
	ends(m, e, doneResult(), nil)
	if m.place() != atProof || m.flow.notice != "" {
		t.Errorf("at %d, the notice is still %q", m.place(), m.flow.notice)
	}
}
