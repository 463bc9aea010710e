package tui

import (
	"context"
	"errors"
	"io/fs"
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// failure is an error in the operator's terms.
type failure struct {
	what  string   // one sentence
	where string   // file or place, "" where there is none
	more  []string // what differs, where several things do
	safe  string   // what is safe
	now   string   // what to do
	retry place    // the screen that tries again
}

// nothingSent is what is true of every error before an import has begun.
const nothingSent = "Nothing was sent, and nothing was changed."

// describe puts an error into the operator's terms. All kinds of error that
// the engine gives stand here.
func describe(err error) failure {
	var source *sources.Error
	var checkpoint *migrator.CheckpointError
	var mismatch *migrator.MismatchError
	var fatal *migrator.FatalError
	switch {
	case errors.As(err, &mismatch):
		return failure{what: "This checkpoint belongs to another migration.", where: mismatch.Checkpoint, more: mismatch.Differences, now: mismatch.Hint}
	case errors.As(err, &checkpoint):
		f := failure{what: "The checkpoint cannot be used: " + cause(checkpoint.Err), where: checkpoint.Path, now: checkpoint.Hint}
		if checkpoint.Problem == migrator.InUse {
			f.what = "Another usher has this checkpoint open"
			if checkpoint.PID > 0 {
				f.what += " (process " + strconv.Itoa(checkpoint.PID) + ")"
			}
			f.what += "."
			if f.now == "" {
				f.now = "Wait until it ends, or go to where it runs."
			}
		}
		return f
	case errors.As(err, &source):
		return failure{what: "Could not " + source.Op + ": " + cause(source.Err), where: source.Path, now: source.Hint}
	case errors.As(err, &fatal):
		return failure{what: "Could not " + fatal.Op + ": " + cause(fatal.Err), now: fatal.Hint}
	}
	return failure{what: sentence(err.Error())}
}

// cause takes what the other lines say already out of an error.
func cause(err error) string {
	if err == nil {
		return "unknown reason"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// sentence begins with a capital letter.
func sentence(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// canceled says that an error is only our own end.
func canceled(err error) bool { return errors.Is(err, context.Canceled) }

// lines draws a failure in a width.
func (fl failure) lines(l look, width int) []string {
	var out []string
	add := func(label, text string) {
		if text == "" {
			return
		}
		for i, line := range wrap(clean(text), width-14) {
			if i > 0 {
				label = ""
			}
			out = append(out, " "+l.faint.Render(fit(label, 11))+" "+line)
		}
	}
	for i, line := range wrap(clean(fl.what), width-4) {
		sign := "  "
		if i == 0 {
			sign = l.bad.Render("✗") + " "
		}
		out = append(out, " "+sign+l.strong.Render(line))
	}
	out = append(out, "")
	add("where", fl.where)
	for i, m := range fl.more {
		label := ""
		if i == 0 {
			label = "differs"
		}
		add(label, m)
	}
	add("safe", fl.safe)
	add("what now", fl.now)
	return out
}

// failureScreen shows what went wrong before an import could begin.
type failureScreen struct{}

func (s *failureScreen) enter(*flow) tea.Cmd { return nil }

func (s *failureScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.retry), key.Matches(k, keys.enter):
		f.back = true
		if f.failed.retry != atStart {
			f.visit(f.failed.retry)
		}
	}
	return nil
}

func (s *failureScreen) body(f *flow, width, height int) []string {
	return append([]string{""}, f.failed.lines(f.look, width)...)
}

func (s *failureScreen) status(*flow) string { return "Nothing is running." }

func (s *failureScreen) hints(f *flow) []hint {
	h := []hint{{key: keys.back, label: "back"}}
	if f.failed.retry != atStart {
		h = append([]hint{{key: keys.retry, label: "try again"}}, h...)
	}
	return h
}

func (s *failureScreen) step() step        { return stepDestination }
func (s *failureScreen) typing(*flow) bool { return false }
