package tui

import (
	"context"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/say"
)

// task is a work on the checkpoint of a migration, from opening to result, as
// the screens of verification and undo share it.
type task[W work[R], R any] struct {
	phase   taskPhase
	work    W
	runner  *runner[R]
	result  R
	failed  failure
	request int // of the opening, 0 = none
	cancel  context.CancelFunc
	// receipt says how it stands when usher is left meanwhile.
	receipt func(result R, err error, ended bool) Receipt
}

type taskPhase int

const (
	taskIdle taskPhase = iota
	taskOpening
	taskRunning
	taskPausing
	taskPaused
	taskFailed
	taskDone
)

// workOpenedMsg: a work was opened, or could not be.
type workOpenedMsg[W any] struct {
	request int
	work    W
	err     error
}

// open opens a work; it runs as soon as it is open.
func (t *task[W, R]) open(f *flow, open func(context.Context) (W, error)) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	t.phase, t.request, t.cancel = taskOpening, f.next(), cancel
	request := t.request
	return func() tea.Msg {
		w, err := open(ctx)
		return workOpenedMsg[W]{request: request, work: w, err: err}
	}
}

func (t *task[W, R]) opened(f *flow, msg workOpenedMsg[W]) tea.Cmd {
	if msg.request != t.request {
		if msg.err != nil {
			return nil
		}
		return func() tea.Msg {
			// It never ran: closing only gives its locks back.
			_ = msg.work.Close()
			return nil
		}
	}
	t.request = 0
	if msg.err != nil {
		t.end(msg.err, taskPaused)
		return nil
	}
	t.work = msg.work
	t.runner = startRun[R](f.ctx, msg.work)
	t.runner.follows = true
	running, receipt := t.runner, t.receipt // another work of the screen may come
	t.runner.receipt = func(ended bool) Receipt {
		result, err, _ := running.outcome()
		return receipt(result, err, ended)
	}
	t.phase = taskRunning
	f.control.set(t.runner.job)
	if f.leaving {
		t.pause()
	}
	return nil
}

// poll looks whether the work has ended; paused says whether the result is
// that of a pause.
func (t *task[W, R]) poll(paused func(R) bool) {
	if t.phase != taskRunning && t.phase != taskPausing {
		return
	}
	result, err, ended := t.runner.outcome()
	switch {
	case !ended:
	case err != nil:
		t.end(err, taskPaused)
	case paused(result):
		t.result, t.phase = result, taskPaused
	default:
		t.result, t.phase = result, taskDone
	}
}

// end takes an error in: our own end is a pause.
func (t *task[W, R]) end(err error, canceledAs taskPhase) {
	if canceled(err) {
		t.phase = canceledAs
		return
	}
	t.phase, t.failed = taskFailed, describe(err)
}

func (t *task[W, R]) pause() {
	switch t.phase {
	case taskOpening:
		t.cancel()
	case taskRunning:
		t.runner.pause()
		t.phase = taskPausing
	}
}

func (t *task[W, R]) busy() bool {
	return t.phase == taskOpening || t.phase == taskRunning || t.phase == taskPausing
}

// lines draws a failure with what is safe.
func (t *task[W, R]) failedLines(l look, width int, safe string) []string {
	shown := t.failed
	if shown.Safe == "" {
		shown.Safe = safe
	}
	if shown.Now == "" {
		shown.Now = "r tries again."
	}
	return shown.lines(l, width)
}

// lineOf is one cleaned line of a receipt.
func lineOf(text string) []string { return []string{say.Clean(text)} }
