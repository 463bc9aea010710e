package say

import (
	"time"

	"example.com/usher/migrator"
)

// Slow names the reason whenever less leaves than may, and what 429 has cost
// so far; "" while all is well.
func Slow(n migrator.Snapshot, now time.Time) string {
	why := Waiting(n, now)
	if why == "" && n.Throttled > 0 && n.State == migrator.Running {
		return "slowed: Stytch answered 429 " + times(n.Throttled) + ", " + Span(n.ThrottledFor) + " in all"
	}
	return why
}

// Waiting is why less leaves now than may, "" when nothing is in the way.
func Waiting(n migrator.Snapshot, now time.Time) string {
	switch {
	case n.State != migrator.Running:
		return ""
	case n.Gate != "" && n.GateUntil.After(now):
		return "waiting until " + n.GateUntil.In(now.Location()).Format("15:04:05") + ": " + Clean(n.Gate)
	case n.Gate != "":
		return "waiting: " + Clean(n.Gate)
	}
	return Clean(n.Reason)
}

// Throttled says how often Stytch answered 429 (too many requests), and what
// that cost.
func Throttled(n migrator.Snapshot) string {
	if n.Throttled == 0 {
		return "never answered 429 (too many requests)"
	}
	return "answered 429 " + times(n.Throttled) + " · " + Span(n.ThrottledFor) + " lost to that"
}

// Phase says what a run does before it imports, "" while it imports.
func Phase(n migrator.Snapshot) string {
	if n.Phase == "reading" {
		return "reading the export"
	}
	return ""
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return Count(n) + " times"
}
