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
	case n.Reason != "":
		return Clean(n.Reason)
	}
	return ownPace(n, now)
}

// How long a run goes on before its pace is judged, how far below the cap is
// slow, and from how many requests under way on Stytch is what is waited for.
const (
	judgedAfter     = 20 * time.Second
	slowBelow       = 0.75
	heldBelow       = 0.95
	manyUnderWay    = 16
	searchesAMinute = 150 // a minute: Stytch's limit of its searches
)

// ownPace is why less leaves than may while nothing is in the way: look-ups, a
// limit that was met, long answers, or this machine.
func ownPace(n migrator.Snapshot, now time.Time) string {
	switch {
	case n.Phase == "resolving" && n.Counts.Unknown > 0:
		return "looking users up: " + Count(searchesAMinute) + " searches a minute"
	case n.Limit > 0 && float64(n.Limit) < heldBelow*float64(n.Cap):
		return "held at " + RateTitle(n.Limit) + ": above that Stytch answered 429"
	case n.Phase != "importing" || n.Cap == 0 || n.Started.IsZero() || now.Sub(n.Started) < judgedAfter:
		return ""
	case n.Rate >= slowBelow*float64(n.Cap) || n.Remaining < n.Cap*int(judgedAfter/time.Second):
		return ""
	case n.InFlight >= manyUnderWay:
		return "answers take long: " + Count(n.InFlight) + " requests are under way"
	}
	return "slowed by this machine: its disk or processor is busy"
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
