package say

import (
	"time"

	"example.com/usher/migrator"
)

// Slow names the reason whenever less leaves than may, "" while all is well.
func Slow(n migrator.Snapshot, now time.Time) string {
	switch {
	case n.State != migrator.Running:
		return ""
	case n.Gate != "" && n.GateUntil.After(now):
		return "waiting until " + n.GateUntil.In(now.Location()).Format("15:04:05") + ": " + Clean(n.Gate)
	case n.Gate != "":
		return "waiting: " + Clean(n.Gate)
	case n.Reason != "":
		return Clean(n.Reason)
	case n.Throttled > 0:
		return "slowed: Stytch answered 429 " + times(n.Throttled) + ", " + Span(n.ThrottledFor) + " in all"
	}
	return ""
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
