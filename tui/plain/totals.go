package plain

import (
	"fmt"
	"path/filepath"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// Totals are the sums of a migration, a line each; together the outcomes are
// all users of the export.
func Totals(r migrator.Result) []string {
	var lines []string
	add := func(label string, n int) { lines = append(lines, sum(label, n)) }
	add(migrator.Created.Label(), r.Created)
	add(migrator.PasswordAdded.Label(), r.PasswordAdded)
	add(migrator.Present.Label(), r.Present)
	add(migrator.WasRefused.Label(), r.Refused)
	add(migrator.Skipped.Label(), r.Skipped)
	add(migrator.Unknown.Label(), r.Unknown)
	if r.Undone > 0 {
		add(migrator.Undone.Label(), r.Undone)
	}
	if r.Remaining > 0 {
		add("not yet", r.Remaining)
	}
	add("users", r.Total)
	if r.Unreadable > 0 {
		add("unreadable records", r.Unreadable)
	}
	if r.PasswordRefused > 0 {
		lines = append(lines, "  "+say.Count(r.PasswordRefused)+" of the created have no password: Stytch refused it.")
	}
	return append(append(lines, difference(r)...), "", "  "+pace(r))
}

// difference is what a delta has found besides new users, and where it stands.
func difference(r migrator.Result) []string {
	d := r.Delta
	if d == nil {
		return nil
	}
	lines := []string{
		"", "  Since the earlier import",
		sum("unchanged", d.Unchanged),
		sum("changed, left to you", d.Changed),
		sum("updated at Stytch", d.Updated),
		sum("deleted at Stytch since", d.Deleted),
		sum("gone from the export", d.Gone),
	}
	if d.Changed+d.Updated+d.Deleted+d.Gone > 0 && r.Report != "" {
		lines = append(lines, "  who they are: "+say.Clean(filepath.Join(r.Report, "changed.csv")+", "+filepath.Join(r.Report, "gone.csv")))
	}
	return lines
}

// sum is a line of sums.
func sum(label string, n int) string { return fmt.Sprintf("  %-26s %12s", label, say.Count(n)) }

// pace says how many requests it took, and that the cap was held.
func pace(r migrator.Result) string {
	s := say.Plural(r.Requests, "request") + " in " + say.Exact(time.Duration(r.Seconds*float64(time.Second))) +
		", never more than " + say.Count(r.MaxPerSecond) + " in one second"
	if r.Retries > 0 {
		s += ", " + say.Count(r.Retries) + " of them again"
	}
	if r.Throttled > 0 {
		s += ", 429 answered " + say.Plural(r.Throttled, "time") + " (" + say.Exact(time.Duration(r.ThrottledSeconds*float64(time.Second))) + " lost)"
	}
	return s
}
