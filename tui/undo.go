package tui

import (
	"context"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// undoScreen takes a migration back. It counts first what that would do, has
// the project id typed, and deletes then.
type undoScreen struct {
	task[undo, migrator.UndoResult]
	of      subject
	how     undoing
	confirm input
	// counted is the result of the dry run, complete unless it was cut short.
	counted  migrator.UndoResult
	complete bool
	asking   bool // for the project id

	snap      migrator.UndoResult
	pace      migrator.Pace
	total     int
	untouched int
	scroll    scroll
}

func (s *undoScreen) enter(f *flow) tea.Cmd {
	if s.busy() {
		return nil
	}
	*s = undoScreen{of: f.subject, how: undoing{dryRun: true}}
	return s.begin(f)
}

func (s *undoScreen) begin(f *flow) tea.Cmd {
	e, of, how := f.engine, s.of, s.how
	s.asking, s.scroll = false, scroll{}
	s.receipt = func(r migrator.UndoResult, err error, ended bool) Receipt {
		return undoReceipt(of.checkpoint, how, r, err, ended)
	}
	return s.open(f, func(ctx context.Context) (undo, error) { return e.undo(ctx, of, how) })
}

// undoReceipt says how an undo stands when usher ends. A count leaves nothing
// to say.
func undoReceipt(checkpoint string, how undoing, r migrator.UndoResult, err error, ended bool) Receipt {
	if how.dryRun {
		return Receipt{}
	}
	again := "  go on:   usher undo " + say.Word(checkpoint)
	switch {
	case !ended || canceled(err) || err == nil && r.State == migrator.Paused:
		return Receipt{Paused: true, Lines: append(lineOf("usher: the undo was stopped, deleted so far: "+say.Users(r.Deleted)), lineOf(again)...)}
	case err != nil:
		return Receipt{Err: err, Lines: append(lineOf("usher: the undo stopped: "+say.Describe(err).What), lineOf(again)...)}
	}
	return Receipt{Lines: lineOf("usher: undone: " + say.Users(r.Deleted) + " deleted, " + say.Count(r.Kept) + " kept")}
}

func (s *undoScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case workOpenedMsg[undo]:
		cmd := s.opened(f, msg)
		if !s.how.dryRun {
			f.verified = verifiedOf{} // of who was there before
		}
		if s.phase == taskRunning {
			s.total, s.untouched = s.work.Total(), s.work.Untouched()
		}
		return cmd
	case polledMsg:
		s.look()
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

// look polls, and goes from the count to the question.
func (s *undoScreen) look() {
	if s.phase == taskRunning || s.phase == taskPausing {
		s.snap, s.pace = s.work.Snapshot()
	}
	s.poll(func(r migrator.UndoResult) bool { return r.State == migrator.Paused })
	if s.how.dryRun && (s.phase == taskDone || s.phase == taskPaused && s.work != nil) && !s.asking {
		s.counted, s.complete, s.asking = s.result, s.phase == taskDone, true
		s.confirm = input{}
	}
}

func (s *undoScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back) && s.busy():
		s.task.pause()
		f.notice = "pausing; esc again goes back when it has"
	case key.Matches(msg, keys.back):
		f.back = true
	case s.asking:
		return s.askKey(f, msg)
	case key.Matches(msg, keys.space) && s.phase == taskRunning:
		s.task.pause()
	case key.Matches(msg, keys.space) && s.phase == taskPaused, key.Matches(msg, keys.retry) && s.phase == taskFailed:
		return s.begin(f)
	case s.phase == taskDone:
		s.scroll.move(msg, s.listed(), s.room(f))
	}
	return nil
}

// askKey takes the project id in. Nothing is deleted without it.
func (s *undoScreen) askKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.toggle):
		s.how.active = !s.how.active
		s.how.dryRun = true
		return s.begin(f)
	case !key.Matches(msg, keys.enter):
		s.confirm.update(msg)
	case s.wouldChange() == 0 && s.complete:
		f.notice = "there is nothing to delete"
	case strings.TrimSpace(s.confirm.value()) != s.of.target.ProjectID:
		f.notice = "that is not the project id; nothing was deleted"
	default:
		s.how.dryRun = false
		return s.begin(f)
	}
	return nil
}

func (s *undoScreen) wouldChange() int { return s.counted.Deleted + s.counted.PasswordsRemoved }

func (s *undoScreen) pause(*flow) { s.task.pause() }

// sentence is the undo in one line, for small windows.
func (s *undoScreen) sentence(*flow) string {
	done := say.Percent(int64(s.total-s.snap.Remaining), int64(s.total), false)
	if s.how.dryRun {
		return "Counting for the undo: " + done + "."
	}
	return "Undo runs: " + done + "."
}

func (s *undoScreen) step() step        { return stepProof }
func (s *undoScreen) typing(*flow) bool { return s.asking }

func (s *undoScreen) took() time.Duration {
	return time.Duration(s.result.Seconds * float64(time.Second))
}
