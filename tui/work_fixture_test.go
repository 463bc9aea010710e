package tui

import (
	"context"
	"time"

	"example.com/usher/migrator"
)

// fakeWork runs until it is told how it ends; a pause ends it with what a
// pause gives.
type fakeWork[R any] struct {
	end    chan fakeEnding[R]
	onStop R
	paused int
	closed int
}

type fakeEnding[R any] struct {
	result R
	err    error
}

func (w *fakeWork[R]) Run(ctx context.Context) (R, error) {
	select {
	case e := <-w.end:
		return e.result, e.err
	case <-ctx.Done():
		return w.onStop, ctx.Err()
	}
}

func (w *fakeWork[R]) Pause() {
	w.paused++
	select {
	case w.end <- fakeEnding[R]{result: w.onStop}:
	default:
	}
}

func (w *fakeWork[R]) Close() error { w.closed++; return nil }

type fakeVerification struct {
	fakeWork[migrator.VerifyResult]
	snap migrator.VerifySnapshot
}

func (v *fakeVerification) Snapshot() migrator.VerifySnapshot { return v.snap }

func newFakeVerification() *fakeVerification {
	return &fakeVerification{
		fakeWork: fakeWork[migrator.VerifyResult]{end: make(chan fakeEnding[migrator.VerifyResult], 1), onStop: migrator.VerifyResult{State: migrator.Paused}},
		snap: migrator.VerifySnapshot{
			Checked: 120000, Total: 398941, Missing: 3, Differing: 12, Way: "everybody of the project, page by page",
			Expected: 2*time.Minute + 40*time.Second, Elapsed: 48 * time.Second,
		},
	}
}

type fakeUndo struct {
	fakeWork[migrator.UndoResult]
	snap migrator.UndoResult
}

func (u *fakeUndo) Snapshot() (migrator.UndoResult, migrator.Pace) { return u.snap, migrator.Pace{} }
func (u *fakeUndo) Total() int                                     { return 397737 }
func (u *fakeUndo) Untouched() int                                 { return 2275 }

func newFakeUndo(dry bool) *fakeUndo {
	snap := migrator.UndoResult{DryRun: dry, Deleted: 120000, PasswordsRemoved: 100, Kept: 4, Remaining: 277633, Seconds: 1848}
	stopped := snap
	stopped.State = migrator.Paused
	return &fakeUndo{
		fakeWork: fakeWork[migrator.UndoResult]{end: make(chan fakeEnding[migrator.UndoResult], 1), onStop: stopped},
		snap:     snap,
	}
}

func undone(dry bool) migrator.UndoResult {
	return migrator.UndoResult{
		List: "/home/ada/migration/users-test-report/undo-kept.csv", Report: "/home/ada/migration/users-test-report", LeftUsers: []migrator.Kept{{Record: 77, UserID: "user-test-77", Reason: "in doubt"}},
		State: migrator.Done, DryRun: dry, Deleted: 397388, PasswordsRemoved: 337, Kept: 12, Untouched: 2275, Requests: 397737, Seconds: 6120,
		KeptUsers: []migrator.Kept{
			{Record: 1203, UserID: "user-test-0b7c2f2d-6c5e-4c5c-9d3a-0f6e5a9f8c11", Reason: "has logged in or changed since"},
			{Record: 88012, UserID: "user-test-5a1f0c52-0f0e-4a67-8f2c-3f0f1f4b1c22", Reason: "has another factor"},
		},
	}
}

func verifiedResult() migrator.VerifyResult {
	return migrator.VerifyResult{
		List:  "/home/ada/migration/users-test-report/verify.csv",
		State: migrator.Done, Checked: 398941, Matching: 398937, Users: 398941, Requests: 399, Seconds: 163.2,
		Missing: []string{"auth0|5f7c8e01", "samlp|corp|jane@corp.com"},
		Differing: []migrator.Difference{
			{SourceID: "auth0|5f7c8d77", Field: "password"}, {SourceID: "auth0|5f7c8d77", Field: "name"}, {SourceID: "auth0|5f7c8d79", Field: "phone_number"},
		},
	}
}

// endsWork ends a work and lets the screens see it.
func endsWork[R any](m *model, w *fakeWork[R], result R, err error) {
	w.end <- fakeEnding[R]{result, err}
	m.seeTheEnd()
}

// seeTheEnd waits for the last job and polls.
func (m *model) seeTheEnd() {
	jobs := m.flow.control.all()
	<-jobs[len(jobs)-1].ended
	feed(m, polledMsg{})
}
