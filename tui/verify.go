package tui

import (
	"context"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// verifyScreen reads the users of a migration back from Stytch and shows who
// is missing or differs. It changes nothing at Stytch.
type verifyScreen struct {
	task[verification, migrator.VerifyResult]
	of     subject
	snap   migrator.VerifySnapshot
	scroll scroll
}

func (s *verifyScreen) enter(f *flow) tea.Cmd {
	if s.busy() {
		return nil
	}
	*s = verifyScreen{of: f.subject}
	return s.begin(f)
}

func (s *verifyScreen) begin(f *flow) tea.Cmd {
	e, of := f.engine, s.of
	s.receipt = func(r migrator.VerifyResult, err error, ended bool) Receipt {
		return verifyReceipt(of.checkpoint, r, err, ended)
	}
	return s.open(f, func(ctx context.Context) (verification, error) { return e.verify(ctx, of) })
}

// verifyReceipt says how a verification stands when usher ends.
func verifyReceipt(checkpoint string, r migrator.VerifyResult, err error, ended bool) Receipt {
	again := "  verify:  usher verify " + say.Word(checkpoint)
	switch {
	case !ended || canceled(err) || err == nil && r.State == migrator.Paused:
		return Receipt{Paused: true, Lines: append(lineOf("usher: the verification was stopped; it goes on where it was"), lineOf(again)...)}
	case err != nil:
		return Receipt{Err: err, Lines: lineOf("usher: the verification stopped: " + say.Describe(err).What)}
	}
	return Receipt{Lines: lineOf("usher: " + verdictOf(r))}
}

// verdictOf is the result in one sentence.
func verdictOf(r migrator.VerifyResult) string {
	if r.Clean() {
		return "all " + say.Users(r.Checked) + " are at Stytch as in the export."
	}
	return say.Count(r.Matching) + " of " + say.Users(r.Checked) + " are at Stytch as in the export; " +
		say.Count(len(r.Missing)) + " missing, " + say.Count(differingUsers(r)) + " differ."
}

// differingUsers counts users, of whom several fields may differ.
func differingUsers(r migrator.VerifyResult) int { return max(0, r.Checked-r.Matching-len(r.Missing)) }

func (s *verifyScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case workOpenedMsg[verification]:
		return s.opened(f, msg)
	case polledMsg:
		if s.phase == taskRunning || s.phase == taskPausing {
			s.snap = s.work.Snapshot()
		}
		s.poll(func(r migrator.VerifyResult) bool { return r.State == migrator.Paused })
		if s.phase == taskDone {
			f.verified = verifiedOf{s.of.checkpoint, s.result}
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *verifyScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back) && s.busy():
		s.task.pause()
		f.notice = "pausing; esc again goes back when it has"
	case key.Matches(msg, keys.back):
		f.back = true
	case key.Matches(msg, keys.space) && s.phase == taskRunning:
		s.task.pause()
	case key.Matches(msg, keys.space) && s.phase == taskPaused, key.Matches(msg, keys.retry) && (s.phase == taskFailed || s.phase == taskDone):
		return s.begin(f)
	case s.phase == taskDone:
		s.scroll.move(msg, s.listed(), s.room(f))
	}
	return nil
}

func (s *verifyScreen) body(f *flow, width, height int) []string {
	l := f.look
	switch s.phase {
	case taskIdle, taskOpening:
		return []string{"", " " + l.title.Render("Verify"), "", " Opening the checkpoint and the export, checking the credentials.", " Nothing is changed at Stytch."}
	case taskFailed:
		return append([]string{"", " " + l.title.Render("Verify"), ""}, s.failedLines(l, width, "A verification only reads. What was compared so far is kept.")...)
	case taskDone:
		return s.resultBody(f, width, height)
	}
	n := s.snap
	took := say.Stopwatch(n.Elapsed)
	lines := []string{
		apart(" "+l.title.Render(s.title()), took+" ", width),
		" " + bar(l, int64(n.Checked), int64(n.Total), width-2-9) + right(say.Percent(int64(n.Checked), int64(n.Total), false), 9),
		apart(" "+say.Count(n.Checked)+" of "+say.Users(n.Total)+" read back", expectedOf(n)+" ", width),
		"",
		amount(l, "as in the export", max(0, n.Checked-n.Missing-n.Differing), false),
		amount(l, "missing at Stytch", n.Missing, true),
		amount(l, "differing", n.Differing, true),
		"",
	}
	lines = append(lines, wrapped(width, "Read "+say.Clean(n.Way)+", within Stytch's limit for searches.")...)
	if n.Pace.Gate != "" {
		lines = append(lines, " "+l.warn.Render("waiting: "+say.Clean(n.Pace.Gate)))
	}
	return lines
}

func (s *verifyScreen) title() string {
	switch s.phase {
	case taskPausing:
		return "Pausing the verification"
	case taskPaused:
		return "Verification paused"
	}
	return "Reading every user back from Stytch"
}

// expectedOf is how long it will still take by the rate limits alone.
func expectedOf(n migrator.VerifySnapshot) string {
	if n.Expected <= 0 || n.Elapsed >= n.Expected {
		return ""
	}
	return "about " + say.Span(n.Expected-n.Elapsed) + " left"
}

// amount is a count with its name.
func amount(l look, name string, n int, warn bool) string {
	number := right(say.Count(n), 12)
	if warn && n > 0 {
		number = l.warn.Render(number)
	}
	return " " + fit(name, 24) + number
}

// resultHead is what stands above the list.
func (s *verifyScreen) resultHead(f *flow, width int) []string {
	l, r := f.look, s.result
	sign := l.good.Render("✓")
	if !r.Clean() {
		sign = l.warn.Render("!")
	}
	var lines []string
	for i, line := range wrap(sentenceOf(verdictOf(r)), width-4) {
		if i > 0 {
			sign = " "
		}
		lines = append(lines, " "+sign+" "+l.title.Render(line))
	}
	took := say.Plural(r.Requests, "request") + " in " + say.Exact(time.Duration(r.Seconds*float64(time.Second))) + ". " + r.Confidence
	lines = append(lines, wrapped(width, took)...)
	if r.List != "" {
		lines = append(lines, " List: "+cutLeft(say.Clean(r.List), width-8))
	}
	return append(lines, "")
}

func (s *verifyScreen) resultBody(f *flow, width, height int) []string {
	lines := s.resultHead(f, width)
	if s.result.Clean() {
		return append(lines, wrapped(width, "Email, phone, external id, name, metadata, verified emails and whether there is a password were compared.")...)
	}
	from, to := s.scroll.window(s.listed(), height-len(lines))
	for i := from; i < to; i++ {
		lines = append(lines, s.row(f, i, width))
	}
	return lines
}

// room is how many of those who are missing or differ fit.
func (s *verifyScreen) room(f *flow) int { return max(1, f.height-len(s.resultHead(f, f.width))) }

// listed is how many lines the list has.
func (s *verifyScreen) listed() int { return len(s.result.Missing) + len(s.result.Differing) }

// row is the i-th line of those who are missing or differ. A source id may hold
// an email, so it is masked like in every list. They may be a million, so only
// the visible ones are made.
func (s *verifyScreen) row(f *flow, i, width int) string {
	id := max(20, width-32)
	if i < len(s.result.Missing) {
		return "   " + fit(say.Clean(migrator.MaskID(s.result.Missing[i])), id) + " " + f.look.warn.Render("missing")
	}
	d := s.result.Differing[i-len(s.result.Missing)]
	return "   " + fit(say.Clean(migrator.MaskID(d.SourceID)), id) + " " + say.Clean(d.Field)
}

func (s *verifyScreen) status(f *flow) string {
	switch s.phase {
	case taskRunning, taskOpening:
		return "Nothing is changed at Stytch. It can be stopped and goes on where it was."
	case taskPausing:
		return "The request under way is waited for."
	case taskPaused:
		return "Paused. What was compared is kept."
	case taskDone:
		if n := s.listed(); n > s.room(f) {
			return "Lines " + say.Count(s.scroll.top+1) + " to " + say.Count(min(n, s.scroll.top+s.room(f))) + " of " + say.Count(n) + "."
		}
		return "Read from Stytch just now; nothing was changed there."
	}
	return "Nothing was changed."
}

func (s *verifyScreen) hints(f *flow) []hint {
	back := hint{key: keys.back, label: "back"}
	switch s.phase {
	case taskOpening:
		return []hint{{key: keys.back, label: "stop"}}
	case taskRunning:
		return []hint{{key: keys.space, label: "pause"}, {key: keys.back, label: "stop"}}
	case taskPausing:
		return []hint{{key: keys.space, label: "pause", why: "it is pausing already"}}
	case taskPaused:
		return []hint{{key: keys.space, label: "go on"}, back}
	case taskFailed:
		return []hint{{key: keys.retry, label: "try again"}, back}
	}
	again := hint{key: keys.retry, label: "verify again"}
	if s.result.Clean() {
		return []hint{back, again}
	}
	return []hint{{key: keys.down, label: "scroll"}, back, again}
}

func (s *verifyScreen) pause(*flow) { s.task.pause() }

// sentence is the verification in one line, for small windows.
func (s *verifyScreen) sentence(*flow) string {
	return "Verification: " + say.Percent(int64(s.snap.Checked), int64(s.snap.Total), false) + "."
}

func (s *verifyScreen) step() step        { return stepProof }
func (s *verifyScreen) typing(*flow) bool { return false }

// verifiedOf remembers the last verification for the proof.
type verifiedOf struct {
	checkpoint string
	result     migrator.VerifyResult
}
