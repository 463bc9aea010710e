package plain

import (
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// Undoing says what an undo is about to do, before it is confirmed.
func Undoing(total, untouched int, t migrator.Target) []string {
	return []string{
		"usher undo looks at " + say.Users(total) + " of project " + t.ProjectID + ", one by one:",
		"  whom this migration created is deleted, and cannot be brought back;",
		"  passwords that it added to others are removed;",
		"  who has logged in since, or has a new email, phone, password or factor, is kept and listed.",
		"  " + say.Users(untouched) + " of the export who were there before, or never got there, are left alone.",
	}
}

// UndoProgress is one line about an undo that runs.
func UndoProgress(r migrator.UndoResult, total int, p migrator.Pace, now time.Time) string {
	line := now.Format("15:04:05") + "  " + say.Percent(int64(total-r.Remaining), int64(total), false) + "  deleted " + say.Count(r.Deleted) +
		", passwords removed " + say.Count(r.PasswordsRemoved) + ", gone " + say.Count(r.Gone) + ", kept " + say.Count(r.Kept) +
		", remain " + say.Count(r.Remaining)
	if p.Gate != "" {
		line += "  waiting: " + say.Clean(p.Gate)
	}
	return line
}

// Undone is the result of an undo, or of its dry run.
func Undone(r migrator.UndoResult) []string {
	deleted, removed, kept := "deleted", "passwords removed", "kept"
	if r.DryRun {
		deleted, removed, kept = "would be deleted", "passwords would be removed", "would be kept"
	}
	var lines []string
	add := func(label string, n int) { lines = append(lines, sum(label, n)) }
	add(deleted, r.Deleted)
	add(removed, r.PasswordsRemoved)
	add("gone already", r.Gone)
	add(kept, r.Kept)
	add("left alone", r.Untouched)
	if r.Remaining > 0 {
		add("not yet", r.Remaining)
	}
	for _, sentence := range say.NotRestored(r) {
		lines = append(lines, "  "+sentence)
	}
	if len(r.KeptUsers) > 0 {
		lines = append(lines, "", "Kept")
		lines = append(lines, firstOf(r.KeptUsers, r.List, func(k migrator.Kept) string {
			return "record " + say.Count(int(k.Record)) + "  " + k.UserID + "  " + k.Reason
		})...)
	}
	if r.List != "" {
		lines = append(lines, "", "  list of them: "+say.Clean(r.List))
	}
	if report := say.ReportAfterUndo(r); report != "" {
		lines = append(lines, "", "  "+report)
	}
	return append(lines, "", "  "+say.Plural(r.Requests, "request")+" in "+say.Exact(time.Duration(r.Seconds*float64(time.Second))))
}
