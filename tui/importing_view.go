package tui

import (
	"strconv"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

func (s *importing) body(f *flow, width, height int) []string {
	switch {
	case s.phase == importIdle:
		return []string{"", " No import runs."}
	case s.phase == importBeginning && s.runner == nil:
		return []string{
			"",
			" " + f.look.title.Render("Beginning"),
			"",
			" Opening the checkpoint, reading the export, checking the credentials.",
			" No user is sent before all of that is done.",
		}
	}
	lines := s.head(f, width)
	if s.phase == importFailed {
		lines = append(lines, "")
		return append(lines, s.failed.lines(f.look, width)...)
	}
	if height > 10 {
		lines = append(lines, "")
	}
	lines = append(lines, s.middle(f, width, height)...)
	if s.phase == importPaused {
		return append(lines, "", " "+f.look.strong.Render("Go on later with:"), "   "+say.Clean(s.resumeCommand()))
	}
	if past := s.past.lines(f, width, height-len(lines)-1); past != nil && !s.quiet {
		lines = append(lines, "")
		for _, line := range past {
			lines = append(lines, " "+line)
		}
	}
	if room := height - len(lines) - 2; room > 0 {
		lines = append(lines, s.latest(f, width, room)...)
	}
	return append(lines, s.found(f, width, height-len(lines))...)
}

// leastFound is the room that the findings are worth while an import runs.
const leastFound = 8

// found lists what the preview found, on windows that have room for it.
func (s *importing) found(f *flow, width, room int) []string {
	list := f.findings()
	if room < leastFound || !f.reading.done || len(list) == 0 {
		return nil
	}
	lines := []string{"", " " + apart(f.look.title.Render("Found in the export"), "users, f shows them", min(width-2, 75))}
	for _, x := range list[:min(len(list), room-2)] {
		sentence, users := say.Finding(x)
		lines = append(lines, " "+f.look.severity(x.Severity)+" "+apart(sentence, users, min(width-4, 73)))
	}
	return lines
}

// head is the title, the bar and how far it is.
func (s *importing) head(f *flow, width int) []string {
	l, n := f.look, s.snap
	started := ""
	switch {
	case n.Started.IsZero():
	case f.now.Sub(n.Started)+resumedAfter < n.Elapsed:
		started = "resumed " + f.clock(n.Started) + " · in all "
	default:
		started = "started " + f.clock(n.Started) + " · "
	}
	settled, total := int64(n.Counts.Settled()), int64(n.Total)
	return []string{
		apart(" "+l.title.Render(s.title()), started+say.Stopwatch(n.Elapsed)+" ", width),
		" " + bar(l, settled, total, width-2-9) + right(say.Percent(settled, total, s.phase == importDone), 9),
		apart(" "+say.Count(n.Counts.Settled())+" of "+say.Users(n.Total), s.eta(f)+" ", width),
	}
}

func (s *importing) title() string {
	switch s.phase {
	case importBeginning:
		return "Going on"
	case importPausing:
		if s.reporting() {
			return "Pausing: writing the report"
		}
		if s.snap.InFlight > 0 {
			return "Pausing: " + say.Plural(s.snap.InFlight, "request") + " in flight"
		}
		return "Pausing"
	case importPaused:
		return "Paused"
	case importFailed:
		return "Stopped"
	case importDone:
		return "Done"
	}
	switch {
	case s.snap.Phase == "reading":
		return "Reading the export"
	case s.reporting():
		return "Writing the report"
	}
	switch {
	case s.start.title != "":
		return s.start.title
	case s.snap.Canary:
		return "Importing those who go first"
	}
	return "Importing"
}

// resumedAfter is how much longer all runs must have taken than this one, to be
// told from it.
const resumedAfter = 2 * time.Second

// reporting says that nothing is sent any more in this run, and its report is
// being written, which takes seconds for a large export.
func (s *importing) reporting() bool {
	return s.snap.Phase == "reporting" && (s.phase == importRunning || s.phase == importPausing)
}

// eta is hidden as long as it means nothing.
func (s *importing) eta(f *flow) string {
	switch {
	case s.phase == importPaused:
		return "paused"
	case s.phase != importRunning || s.snap.ETA <= 0 || s.reporting():
		return ""
	}
	return "about " + say.Span(s.snap.ETA) + " left, at " + f.clock(f.now.Add(s.snap.ETA))
}

// countsWidth is the first column: a name and a number that does not jump.
const countsWidth = 28

func (s *importing) middle(f *flow, width, height int) []string {
	counts := s.counts(f)
	if width < 80 {
		return append(counts, s.pace(f, width)...)
	}
	var lines []string
	side := s.side(f, width-countsWidth-4)
	for i := range max(len(counts), len(side)) {
		left, second := "", ""
		if i < len(counts) {
			left = counts[i]
		}
		if i < len(side) {
			second = side[i]
		}
		lines = append(lines, fit(left, countsWidth+3)+second)
	}
	return lines
}

func (s *importing) counts(f *flow) []string {
	c := s.snap.Counts
	line := func(kind migrator.Kind, n int, warn bool) string {
		number := right(say.Count(n), countsWidth-16)
		if warn && n > 0 {
			number = f.look.warn.Render(number)
		}
		return " " + fit(kind.Label(), 15) + number
	}
	out := []string{
		line(migrator.Created, c.Created, false),
		line(migrator.PasswordAdded, c.PasswordAdded, false),
		line(migrator.Present, c.Present, false),
		line(migrator.WasRefused, c.Refused, true),
		line(migrator.Skipped, c.Skipped, false),
		line(migrator.Unknown, c.Unknown, true),
	}
	if s.snap.Canary && s.phase == importRunning {
		// They stand as unresolved, so that a crash would have them looked up.
		out[len(out)-1] = " " + fit("going first", 15) + right(say.Count(c.Unknown), countsWidth-16)
	}
	if c.PasswordRefused > 0 {
		out = append(out, " "+cut(say.Count(c.PasswordRefused)+" created without password", countsWidth-1))
	}
	return out
}

// pace is the second column in one line, for narrow windows.
func (s *importing) pace(f *flow, width int) []string {
	return []string{"", " " + cut(say.Rate(s.snap.Rate)+" requests/s · in flight "+say.Count(s.snap.InFlight)+" · p50 "+say.Latency(s.snap.P50), width-2)}
}

// side is the second column: the requests of the last minute, the answers,
// the sums, and why it is slow when it is.
func (s *importing) side(f *flow, width int) []string {
	n := s.snap
	lines := append(s.chart(f, width),
		"answers p50 "+say.Latency(n.P50)+" · p99 "+say.Latency(n.P99)+" · in flight "+say.Count(n.InFlight),
		"sent "+say.Count(n.Requests)+" · again "+say.Count(n.Retries)+" · most in one second "+say.Count(n.MaxPerSecond),
		say.Throttled(n))
	if why := say.Waiting(s.snap, f.now); why != "" {
		for _, line := range wrap(why, width-2) {
			lines = append(lines, f.look.warn.Render(line))
		}
	}
	for _, line := range s.slow.lines(f) {
		for _, part := range wrap(line, width-2) {
			lines = append(lines, f.look.faint.Render(part))
		}
	}
	return lines
}

// chart draws the requests of the last minute; in quiet only their rate.
func (s *importing) chart(f *flow, width int) []string {
	n := s.snap
	if s.quiet {
		return []string{say.Rate(n.Rate) + " requests/s", f.look.faint.Render("quiet: a look every " + say.Span(pollWhenQuiet) + "; s ends that")}
	}
	c := chart{values: n.PerSecond[:], top: chartTop(n.PerSecond), rows: chartRows(f.height)}
	return c.lines(f.look, width, func(cells int) string { return "last " + strconv.Itoa(cells) + " s" }, rateText(n.Rate)+" requests/s")
}

// rateText has a decimal where that says something.
func rateText(rate float64) string {
	if rate >= 1000 {
		return say.Count(int(rate))
	}
	return right(say.Rate(rate), 5)
}

// chartRows is how many lines the chart has: more where there is room.
func chartRows(height int) int { return max(1, min(6, (height-16)/4)) }

// chartTop is the top of the chart: the guidance, or what was reached above
// it in a sandbox.
func chartTop(perSecond [60]int) int {
	top := migrator.MaxRate
	for _, n := range perSecond {
		top = max(top, n)
	}
	return top
}

// latest lists the newest refusals under a title.
func (s *importing) latest(f *flow, width, room int) []string {
	if len(s.snap.Latest) == 0 {
		return nil
	}
	lines := []string{"", " " + apart(f.look.title.Render("Refused, latest"), "r all of them ", width-1)}
	for i, r := range s.snap.Latest {
		if i >= room {
			break
		}
		lines = append(lines, " "+refusalLine(r, width-2))
	}
	return lines
}

func (s *importing) status(f *flow) string {
	switch {
	case s.phase == importIdle:
		return "Nothing is running."
	case s.phase == importBeginning:
		return "Nothing is sent yet. esc stops."
	case f.leaving:
		return "Leaving as soon as nothing is in flight. ctrl+c again leaves at once."
	case s.reporting():
		return "Everything is on disk, nothing is in flight; the report is being written."
	case s.phase == importPausing:
		return "No new user is taken; what is in flight is waited for."
	case s.phase == importPaused:
		return "Paused. Everything up to here is on disk."
	case s.phase == importFailed:
		return "Nothing is sent any more. Everything up to here is on disk."
	case overLine(f.config.Getenv) && s.snap.Elapsed < sshNoticeFor:
		return "Over ssh, run usher inside tmux or screen: a lost line pauses it."
	case f.width < 80 && say.Slow(s.snap, f.now) != "":
		return say.Slow(s.snap, f.now)
	}
	return "Everything up to here is on disk. Safe to stop at any moment."
}

// sshNoticeFor is how long the notice about ssh stands.
var sshNoticeFor = say.Seconds(20)

// overLine: the terminal is at the end of a line that can be lost.
func overLine(getenv func(string) string) bool {
	return getenv("SSH_CONNECTION") != "" && getenv("TMUX") == "" && getenv("STY") == ""
}

// sentence is the import in one line, for other screens and small windows.
func (s *importing) sentence(f *flow) string {
	n := s.snap
	at := say.Percent(int64(n.Counts.Settled()), int64(n.Total), s.phase == importDone)
	switch s.phase {
	case importBeginning:
		return "Import begins."
	case importRunning:
		if n.ETA > 0 {
			return "Import runs: " + at + ", " + say.Span(n.ETA) + " left."
		}
		return "Import runs: " + at + "."
	case importPausing:
		return "Import pauses at " + at + "."
	case importPaused:
		return "Import paused at " + at + "."
	case importFailed:
		return "Import stopped at " + at + "."
	case importDone:
		return "Import done."
	}
	return ""
}
