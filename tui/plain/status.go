package plain

import (
	"path/filepath"
	"strings"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// Status says in five lines where a migration stands.
func Status(r migrator.Result) []string {
	settled := say.Settled(r)
	head := filepath.Base(r.Checkpoint) + ", to " + strings.ToUpper(r.Destination) + ": " + string(r.State)
	if r.Reason != "" && r.Reason != string(r.State) {
		head += " (" + r.Reason + ")"
	}
	sums := "  created " + say.Count(r.Created) + ", password added " + say.Count(r.PasswordAdded) + ", already there " + say.Count(r.Present) +
		", refused " + say.Count(r.Refused) + ", skipped " + say.Count(r.Skipped) + ", unresolved " + say.Count(r.Unknown)
	if r.Undone > 0 {
		sums += ", " + migrator.Undone.Label() + " " + say.Count(r.Undone)
	}
	lines := []string{
		head,
		"  " + say.Count(settled) + " of " + say.Users(r.Total) + " settled (" + say.Percent(int64(settled), int64(r.Total), r.State == migrator.Done) + "), " +
			say.Count(r.Remaining) + " remain, " + say.Plural(r.Unreadable, "unreadable record"),
		sums,
		"  " + pace(r),
	}
	next := "  resume:  usher resume " + say.Word(r.Checkpoint)
	switch r.State {
	case migrator.Running:
		next = "  " + say.Rate(r.Rate) + " requests/s" + left(r)
	case migrator.Done:
		next = "  done"
		if r.Report != "" {
			next = "  report:  " + filepath.Join(r.Report, "summary.html")
		}
	}
	lines = append(lines, next)
	for i, line := range lines {
		lines[i] = say.Clean(line)
	}
	return lines
}

// left is how long the rest takes at the speed so far, where that means
// something.
func left(r migrator.Result) string {
	settled := say.Settled(r)
	if settled*100 < r.Total || settled == 0 {
		return ""
	}
	return ", about " + say.Span(time.Duration(r.Seconds/float64(settled)*float64(r.Remaining)*float64(time.Second))) + " left"
}
