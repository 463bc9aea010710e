package tui

import (
	"strings"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

func (s *undoScreen) body(f *flow, width, height int) []string {
	l := f.look
	switch {
	case s.phase == taskFailed:
		return append([]string{"", " " + l.title.Render("Undo"), ""}, s.failedLines(l, width, s.safe())...)
	case s.asking:
		return s.question(f, width, height)
	case s.phase == taskDone:
		return s.resultBody(f, width, height)
	case s.phase == taskIdle || s.phase == taskOpening:
		return []string{"", " " + l.title.Render("Undo"), "", " Opening the checkpoint, checking the credentials.", " " + s.safe()}
	}
	n := s.snap
	settled := s.total - n.Remaining
	lines := []string{
		apart(" "+l.title.Render(s.title()), say.Stopwatch(say.Seconds(int(n.Seconds)))+" ", width),
		" " + bar(l, int64(settled), int64(s.total), width-2-9) + right(say.Percent(int64(settled), int64(s.total), false), 9),
		apart(" "+say.Count(settled)+" of "+say.Users(s.total)+" looked at", s.left(n, settled)+" ", width),
		"",
	}
	lines = append(lines, s.amounts(l, n)...)
	if s.pace.Gate != "" {
		lines = append(lines, "", " "+l.warn.Render("waiting: "+say.Clean(s.pace.Gate)))
	}
	return lines
}

// left is how long the rest takes at the pace so far, "" before that means
// something.
func (s *undoScreen) left(n migrator.UndoResult, settled int) string {
	if s.phase != taskRunning || settled*100 < s.total || n.Seconds < 1 {
		return ""
	}
	return "about " + say.Span(time.Duration(n.Seconds/float64(settled)*float64(n.Remaining)*float64(time.Second))) + " left"
}

func (s *undoScreen) title() string {
	switch {
	case s.phase == taskPausing:
		return "Pausing"
	case s.phase == taskPaused && s.how.dryRun:
		return "Stopped counting"
	case s.phase == taskPaused:
		return "Undo paused"
	case s.how.dryRun:
		return "Counting what an undo would do; nothing is changed"
	}
	return "Deleting what this migration created"
}

// amounts are the counts of an undo or of its dry run.
func (s *undoScreen) amounts(l look, n migrator.UndoResult) []string {
	deleted, kept := "deleted", "kept"
	if n.DryRun {
		deleted, kept = "would be deleted", "would be kept"
	}
	return []string{
		amount(l, deleted, n.Deleted, false),
		amount(l, "passwords removed", n.PasswordsRemoved, false),
		amount(l, "gone already", n.Gone, false),
		amount(l, kept, n.Kept, true),
		amount(l, "left alone", s.untouched, false),
	}
}

// safe is what is true whatever happens.
func (s *undoScreen) safe() string {
	if s.how.dryRun {
		return "Nothing was changed at Stytch."
	}
	return "What is deleted is noted in the checkpoint; the undo goes on where it was."
}

// question says what will be deleted, and has the project id typed.
func (s *undoScreen) question(f *flow, width, height int) []string {
	l := f.look
	kind := strings.ToUpper(string(s.of.target.Kind))
	lines := []string{" " + l.title.Render("Undo in the "+kind+" project "+say.Clean(say.ShortID(s.of.target.ProjectID))), ""}
	if height < 16 {
		lines = append(lines[:1], wrapped(width, s.inOne())...)
	} else {
		lines = append(lines, s.amounts(l, s.counted)...)
		if !s.complete {
			lines = append(lines, amount(l, "not counted", s.counted.Remaining, true))
		}
	}
	who := "Who has logged in since, or has a new email, phone, password or factor, is kept and listed."
	if s.how.active {
		who = l.bad.Render("!") + " Who has logged in since, or has a new email, phone, password or factor, is deleted, too."
	}
	lines = append(lines, "")
	lines = append(lines, wrapped(width, who+" A deleted user cannot be brought back.")...)
	if height >= 16 {
		for _, sentence := range say.NotRestored(s.counted) {
			lines = append(lines, wrapped(width, sentence)...)
		}
	}
	if s.complete && s.wouldChange() == 0 {
		return append(lines, " There is nothing to delete.")
	}
	return append(lines,
		" Type the project id to delete them:",
		"   "+l.strong.Render(say.Clean(s.of.target.ProjectID)),
		" > "+s.confirm.view(width-4, true))
}

// inOne are the amounts of the count in a sentence, for low windows.
func (s *undoScreen) inOne() string {
	text := "Would delete " + say.Users(s.counted.Deleted) + ", remove " + say.Plural(s.counted.PasswordsRemoved, "password") +
		", keep " + say.Count(s.counted.Kept) + "; " + say.Count(s.untouched) + " are left alone."
	if !s.complete {
		text += " Not counted: " + say.Count(s.counted.Remaining) + "."
	}
	return text
}

func (s *undoScreen) resultBody(f *flow, width, height int) []string {
	lines := s.resultHead(f, width)
	if s.listed() == 0 {
		return append(lines, " Nobody had to be kept.")
	}
	from, to := s.scroll.window(s.listed(), max(1, height-len(lines)))
	for i := from; i < to; i++ {
		lines = append(lines, s.keptRow(i, width))
	}
	return lines
}

// resultHead is what stands above those who were kept.
func (s *undoScreen) resultHead(f *flow, width int) []string {
	l := f.look
	lines := []string{apart(" "+l.good.Render("✓")+" "+l.title.Render("Undone: "+say.Users(s.result.Deleted)+" deleted."), say.Exact(s.took())+" ", width), ""}
	lines = append(append(lines, s.amounts(l, s.result)...), "")
	if report := say.ReportAfterUndo(s.result); report != "" {
		lines = append(append(lines, wrapped(width, report)...), "")
	}
	if s.listed() == 0 {
		return lines
	}
	return append(lines, apart(" "+l.title.Render("Kept"), cutLeft(say.Clean(s.result.List), width-8)+" ", width))
}

// room is how many of those who were kept fit.
func (s *undoScreen) room(f *flow) int { return max(1, f.height-len(s.resultHead(f, f.width))) }

// listed is how many stay.
func (s *undoScreen) listed() int { return len(s.result.KeptUsers) + len(s.result.LeftUsers) }

// keptRow is the i-th of those who stay. They may be a million, so only the
// visible ones are made.
func (s *undoScreen) keptRow(i, width int) string {
	list := s.result.KeptUsers
	if i >= len(list) {
		list, i = s.result.LeftUsers, i-len(list)
	}
	k, reason := list[i], min(90, max(40, width-66)) // a user_id has 46 characters
	return "   " + fit("record "+say.Count(int(k.Record)), 16) + " " + fit(say.Clean(k.Reason), reason) + " " + cutLeft(say.Clean(k.UserID), width-reason-21)
}

func (s *undoScreen) status(f *flow) string {
	switch {
	case s.asking:
		return "Nothing was changed yet. esc leaves everything as it is."
	case s.phase == taskPausing:
		return "What is in flight is waited for."
	case s.phase == taskPaused:
		return "Paused. " + s.safe()
	case s.phase == taskDone && s.listed() > s.room(f):
		return "Kept: " + say.Users(s.listed()) + ". ↓ There is more below."
	case s.phase == taskDone:
		return "Who was there before the migration is still there."
	}
	return s.safe()
}

func (s *undoScreen) hints(*flow) []hint {
	back := hint{key: keys.back, label: "back"}
	switch {
	case s.asking:
		active := hint{key: keys.toggle, label: "delete the active, too"}
		if s.how.active {
			active.label = "keep the active"
		}
		return []hint{{key: keys.enter, label: "delete"}, back, active}
	case s.phase == taskOpening:
		return []hint{{key: keys.back, label: "stop"}}
	case s.phase == taskRunning && s.how.dryRun:
		return []hint{{key: keys.space, label: "enough counted"}, {key: keys.back, label: "stop"}}
	case s.phase == taskRunning:
		return []hint{{key: keys.space, label: "pause"}, {key: keys.back, label: "stop"}}
	case s.phase == taskPausing:
		return []hint{{key: keys.space, label: "pause", why: "it is pausing already"}}
	case s.phase == taskPaused:
		return []hint{{key: keys.space, label: "go on"}, back}
	case s.phase == taskFailed:
		return []hint{{key: keys.retry, label: "try again"}, back}
	}
	return []hint{{key: keys.down, label: "scroll"}, back}
}
