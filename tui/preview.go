package tui

import (
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// previewScreen shows what an export holds and what an import of it would do,
// live while the export is being read.
type previewScreen struct{ cursor cursor }

func (s *previewScreen) enter(*flow) tea.Cmd { return nil }

func (s *previewScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	findings := f.findings()
	switch {
	case s.cursor.move(k, len(findings), s.rows(f)):
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.retry) && f.reading.err != nil:
		return f.read()
	case key.Matches(k, keys.all):
		f.pickedCode = ""
		f.visit(atFinding)
	case key.Matches(k, keys.search):
		f.visit(atSearch)
	case key.Matches(k, keys.path):
		f.visit(atPath)
	case key.Matches(k, keys.there):
		f.visit(atDestination)
	case key.Matches(k, keys.export) && len(findings) > 0:
		return f.writeList(s.exported(f))
	case key.Matches(k, keys.right) && len(findings) == 0 && f.reading.done:
		f.pickedCode = ""
		f.visit(atFinding)
	case key.Matches(k, keys.right) && len(findings) > 0:
		f.pickedCode = findings[min(s.cursor.at, len(findings)-1)].Code
		if f.pickedCode == unreadable {
			f.visit(atUnreadable)
			return nil
		}
		f.visit(atFinding)
	case key.Matches(k, keys.enter):
		f.visit(atOptions)
	}
	return nil
}

// exported is the code of the finding whose list is written.
func (s *previewScreen) exported(f *flow) string {
	findings := f.findings()
	if code := findings[min(s.cursor.at, len(findings)-1)].Code; code != unreadable {
		return code
	}
	return ""
}

// rows is how many findings are visible.
func (s *previewScreen) rows(f *flow) int {
	return max(2, f.height-len(fixedLines(f, f.width, f.height))-3)
}

func (s *previewScreen) body(f *flow, width, height int) []string {
	r := f.reading
	switch {
	case r.err != nil && !canceled(r.err):
		failed := describe(r.err)
		if failed.Safe == "" {
			failed.Safe = say.NothingSent
		}
		return append([]string{""}, failed.lines(f.look, width)...)
	case r.done && r.result.Users == 0:
		return emptyPreview(f, width)
	}
	lines := fixedLines(f, width, height)
	lines = append(lines, findingLines(f, s.cursor, width, max(2, height-len(lines)-2))...)
	if r.done {
		lines = append(lines, "", apart(" "+f.look.title.Render("Recommended path: ")+say.Recommendation(r.result), "p what that means ", width))
	}
	return lines
}

// fixedLines are those above the findings; on low windows the two tables give
// way to one line each.
func fixedLines(f *flow, width, height int) []string {
	r := f.reading
	lines := []string{headline(f, width)}
	switch {
	case r.done:
	case r.result.Comparing > 0:
		lines = append(lines, " Comparing "+say.Users(r.result.Comparing)+" who seem to stand twice.")
	default:
		lines = append(lines, " "+bar(f.look, r.read, r.total, width-2-9)+right(say.Percent(r.read, r.total, false), 9))
	}
	lines = append(lines, "")
	if height < 16 {
		return append(lines, narrowTables(f, width)...)
	}
	return append(append(lines, tables(f, width)...), "")
}

func headline(f *flow, width int) string {
	r := f.reading
	bad := "no unreadable record"
	if r.result.Unreadable > 0 {
		bad = f.look.warn.Render("! ") + say.Plural(r.result.Unreadable, "unreadable record")
	}
	name := ""
	if f.export != nil {
		name = f.export.provider.Title()
	}
	if !r.done {
		return apart(" "+say.Users(r.result.Users)+" so far · "+name+" · reading "+say.Size(r.total), bad+" ", width)
	}
	total := r.total
	if total == 0 && f.export != nil {
		for _, in := range f.export.inputs {
			total += in.Size
		}
	}
	return apart(" "+f.look.title.Render(say.Users(r.result.Users))+" · "+name+" · read "+say.Size(total)+" in "+say.Exact(r.took), bad+" ", width)
}

// bar draws progress; it is full only when part is whole.
func bar(l look, part, whole int64, width int) string {
	width = max(width, 1)
	filled := 0
	if whole > 0 {
		filled = int(float64(part) / float64(whole) * float64(width))
	}
	filled = max(0, min(filled, width))
	if filled == width && part < whole {
		filled = width - 1
	}
	return l.bar.Render(repeat("█", filled)) + l.faint.Render(repeat("░", width-filled))
}

// tables are what moves and what it takes, side by side.
func tables(f *flow, width int) []string {
	l := f.look
	left, rightSide := say.Moves(f.reading.result.Moves), say.Takes(f.reading.result)
	half := min(46, (width-2)/2)
	lines := []string{" " + fit(l.title.Render("What moves"), half) + l.title.Render("What it takes")}
	for i := range max(len(left), len(rightSide)) {
		line := " "
		if i < len(left) {
			line += amountLine(left[i], half-4) + "    "
		} else {
			line += fit("", half)
		}
		if i < len(rightSide) {
			line += amountLine(rightSide[i], min(half-3, 38))
		}
		lines = append(lines, line)
	}
	return lines
}

func amountLine(a say.Amount, width int) string {
	number := max(14, len(a.Value))
	if width < 38 {
		number = max(10, len(a.Value))
	}
	return fit(a.Label, width-number) + right(a.Value, number)
}

// narrowTables say the same in three lines.
func narrowTables(f *flow, width int) []string {
	r := f.reading.result
	return []string{
		" " + cut("With a password "+say.Count(r.Moves.EmailPassword+r.Moves.EmailPhonePassword)+" · without "+say.Count(r.Moves.EmailOnly+r.Moves.PhoneOnly+r.Moves.EmailPhone)+" · cannot move "+say.Count(r.Moves.Nothing), width-2),
		" " + cut(say.Plural(r.Requests, "request")+" · "+say.Span(say.Seconds(r.SecondsAtCap))+" at "+strconv.Itoa(migrator.MaxRate)+"/s", width-2),
		"",
	}
}

// leastHint is the room that a finding's hint beside it is worth.
const leastHint = 60

func findingLines(f *flow, c cursor, width, rows int) []string {
	l := f.look
	findings := f.findings()
	if len(findings) == 0 {
		if f.reading.done {
			return []string{" " + l.good.Render("✓") + " " + say.NoFinding(f.reading.result)}
		}
		return []string{" No finding so far."}
	}
	from, to := c.window(len(findings), rows-1)
	number := min(width-2, 76)
	title := "Findings"
	if len(findings) > rows-1 {
		title = "Findings (" + say.Count(min(c.at, len(findings)-1)+1) + " of " + say.Count(len(findings)) + ")"
	}
	lines := []string{" " + apart(l.title.Render(title), l.title.Render("users"), number-1)}
	for i := from; i < to; i++ {
		at := i == c.at
		sentence, users := say.Finding(findings[i])
		line := apart(l.severity(findings[i].Severity)+" "+sentence, users, number-3)
		if room := width - number - 6; room >= leastHint {
			line += "   " + l.faint.Render(cut(say.Clean(findings[i].Hint), room))
		}
		lines = append(lines, l.row(at, line))
	}
	return lines
}

func emptyPreview(f *flow, width int) []string {
	lines := []string{headline(f, width), "", " There is no user in this export."}
	if u := f.reading.result.UnreadableFirst; len(u) > 0 {
		lines = append(lines, "", " What could not be read:")
		for _, r := range u {
			lines = append(lines, "   "+cut(say.Places(say.Clean(r.Place))+": "+say.Clean(r.Reason), width-4))
		}
	}
	return append(lines, "", " esc chooses another export.")
}

func (s *previewScreen) status(f *flow) string {
	r := f.reading
	findings := f.findings()
	switch {
	case r.err != nil:
		return "Nothing was sent."
	case !r.done:
		return "Reading the export. Nothing is sent. You can leave at any moment."
	case len(findings) > 0:
		return say.Clean(findings[min(s.cursor.at, len(findings)-1)].Hint)
	}
	return "Nothing was sent yet."
}

func (s *previewScreen) hints(f *flow) []hint {
	r := f.reading
	if r.err != nil {
		return []hint{{key: keys.retry, label: "read again"}, {key: keys.back, label: "back"}}
	}
	reading, none := "", ""
	if !r.done {
		reading = stillReading
	}
	if none = reading; len(f.findings()) == 0 && none == "" {
		none = "there is no finding"
	}
	on := hint{key: keys.enter, label: "continue", why: reading}
	there := hint{key: keys.there, label: "who is there already", why: reading}
	switch {
	case f.importing:
		on.why = "the import has begun with its options"
		there.why = on.why
	case r.done && r.result.Users == 0:
		on.why = "there is no user to import"
	}
	export := hint{key: keys.export, label: "write the list of a finding", why: none}
	if f.importing {
		back := hint{key: keys.back, label: "back to the import"}
		return []hint{
			{key: keys.right, label: "users of a finding", why: none}, {key: keys.search, label: "search", why: reading}, back,
			export, {key: keys.path, label: "the recommended path", why: reading}, {key: keys.all, label: "all users", why: reading}, on, there,
		}
	}
	return []hint{
		on, {key: keys.right, label: "users of a finding", why: none}, {key: keys.search, label: "search", why: reading}, {key: keys.back, label: "back"},
		{key: keys.path, label: "the recommended path", why: reading}, {key: keys.all, label: "all users", why: reading}, export, there,
	}
}

func (s *previewScreen) step() step        { return stepPreview }
func (s *previewScreen) typing(*flow) bool { return false }
