package plain

import (
	"path/filepath"
	"strings"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// begun is the first line of a run.
func begun(n migrator.Snapshot) string {
	to := strings.ToUpper(string(n.Target.Kind))
	if n.Target.ProjectID != "" && n.Target.Kind != migrator.Sandbox {
		to += " " + n.Target.ProjectID
	}
	return say.Clean("usher: importing " + say.Users(n.Total) + " into " + to + ", checkpoint " + filepath.Base(n.Checkpoint) + "; no message is sent to any of them")
}

// Progress is one line of a run: when, how far, how fast, how long still, what
// went wrong so far, and why it is slow when it is.
func Progress(n migrator.Snapshot, now time.Time) string {
	settled := n.Counts.Settled()
	parts := []string{
		now.Format("15:04:05") + "  " + say.Count(settled) + " of " + say.Users(n.Total) +
			" (" + say.Percent(int64(settled), int64(n.Total), n.State == migrator.Done) + ")",
	}
	if n.State == migrator.Running {
		parts = append(parts, say.Rate(n.Rate)+" requests/s")
	}
	if n.State == migrator.Paused {
		parts = append(parts, "paused")
	}
	if n.ETA > 0 && n.State == migrator.Running {
		parts = append(parts, "about "+say.Span(n.ETA)+" left")
	}
	for _, c := range []struct {
		n    int
		what string
	}{
		{n.Counts.Refused, "refused"}, {n.Counts.Unknown, "unresolved"}, {n.Counts.PasswordRefused, "without their password"},
	} {
		if c.n > 0 {
			parts = append(parts, say.Count(c.n)+" "+c.what)
		}
	}
	if phase := say.Phase(n); phase != "" {
		parts = append(parts, phase)
	}
	if why := say.Slow(n, now); why != "" {
		parts = append(parts, why)
	}
	return say.Clean(strings.Join(parts, ", "))
}
