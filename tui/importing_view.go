package tui

import (
	"strconv"
	"strings"

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
	if room := height - len(lines) - 2; room > 0 {
		lines = append(lines, s.latest(f, width, room)...)
	}
	return lines
}

// head is the title, the bar and how far it is.
func (s *importing) head(f *flow, width int) []string {
	l, n := f.look, s.snap
	started := ""
	if !n.Started.IsZero() {
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
	if s.start.title != "" {
		return s.start.title
	}
	return "Importing"
}

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
		lines = append(lines, f.look.faint.Render(cut(line, width-2)))
	}
	return lines
}

// chart draws the requests of the last minute; in quiet only their rate.
func (s *importing) chart(f *flow, width int) []string {
	n := s.snap
	if s.quiet {
		return []string{say.Rate(n.Rate) + " requests/s", f.look.faint.Render("quiet: a look every " + say.Span(pollWhenQuiet) + "; s ends that")}
	}
	limit := chartTop(n.PerSecond)
	plot := min(60, width-4-1-16)
	axis := "── last " + strconv.Itoa(plot) + " s "
	rows := chartRows(f.height)
	var lines []string
	for row := range rows {
		edge, rate := right("", 3)+" │", ""
		if row == 0 {
			edge, rate = right(say.Count(limit), 3)+" ┤", " "+right(say.Rate(n.Rate), 5)+" requests/s"
		}
		lines = append(lines, edge+f.look.bar.Render(spark(n.PerSecond[60-plot:], limit, rows, rows-1-row))+rate)
	}
	return append(lines, right("0", 3)+" ┴"+f.look.faint.Render(repeat("─", plot-len([]rune(axis)))+axis))
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

var levels = []rune("▁▂▃▄▅▆▇█")

// spark draws one of the rows of a chart, 0 = the lowest, with one cell for
// each second; a second without a request stays empty.
func spark(values []int, top, rows, row int) string {
	var b strings.Builder
	for _, v := range values {
		level := -1
		if v > 0 && top > 0 {
			level = min(len(levels)*rows-1, (v*len(levels)*rows-1)/top) - row*len(levels)
		}
		if level < 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(levels[min(level, len(levels)-1)])
	}
	return b.String()
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
