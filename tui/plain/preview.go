package plain

import (
	"fmt"
	"strconv"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// lineWidth is where long lines are broken.
const lineWidth = 80

// Preview is what an export holds and what an import of it would do.
func Preview(r migrator.PreviewResult, now time.Time) []string {
	lines := []string{
		say.Users(r.Users) + ", " + sources.Provider(r.Provider).Title() + ", " + say.Plural(len(r.Files), "file") + unreadable(r),
		"newest record: " + newest(r, now) + "; who signed up since then is not in it",
		"", "What moves",
	}
	for _, a := range say.Moves(r.Moves) {
		lines = append(lines, amount(a))
	}
	lines = append(lines, "", "What it takes")
	for _, a := range say.Takes(r) {
		lines = append(lines, amount(a))
	}
	lines = append(lines, "")
	lines = append(lines, findings(r)...)
	lines = append(lines, unreadableFirst(r)...)
	return append(lines, "Recommended path: "+say.Recommendation(r))
}

func unreadable(r migrator.PreviewResult) string {
	if r.Unreadable == 0 {
		return ", no unreadable record"
	}
	return ", " + say.Plural(r.Unreadable, "unreadable record")
}

func newest(r migrator.PreviewResult, now time.Time) string {
	if r.NewestRecord == nil {
		return "unknown"
	}
	return say.Moment(*r.NewestRecord, now)
}

func amount(a say.Amount) string { return fmt.Sprintf("  %-26s %12s", a.Label, a.Value) }

func findings(r migrator.PreviewResult) []string {
	if len(r.Findings) == 0 {
		return []string{say.NoFinding(r), ""}
	}
	lines := []string{"Findings"}
	for i, f := range r.Findings {
		sentence, users := say.Finding(f)
		lines = append(lines, fmt.Sprintf("  %2d  %-8s %9s  %s", i+1, f.Severity, users, sentence))
		lines = append(lines, say.Fold(say.Clean(f.Hint), "      ", lineWidth)...)
	}
	return append(lines, "")
}

func unreadableFirst(r migrator.PreviewResult) []string {
	if len(r.UnreadableFirst) == 0 {
		return nil
	}
	lines := []string{"Records that cannot be read (first " + strconv.Itoa(len(r.UnreadableFirst)) + ")"}
	for _, u := range r.UnreadableFirst {
		lines = append(lines, "  "+say.Clean(u.File)+": "+say.Places(say.Clean(u.Place))+": "+say.Clean(u.Reason))
	}
	return append(lines, "")
}
