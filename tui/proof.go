package tui

import (
	"cmp"
	"context"
	"path/filepath"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// proofScreen says what became of everybody, and where that is written down.
type proofScreen struct {
	cursor cursor
	of     string // the checkpoint whose proof it is
	// shown is the path that was asked for, where no desktop can open it.
	shown   string
	request int // of the status being read, 0 = none
}

// enter reads the numbers anew: an undo or a verification may have changed
// them.
func (s *proofScreen) enter(f *flow) tea.Cmd {
	s.shown = ""
	if s.of != f.subject.checkpoint {
		s.of, s.cursor = f.subject.checkpoint, cursor{}
	}
	if f.subject.checkpoint == "" {
		return nil
	}
	s.request = f.next()
	return statusCmd(f.engine, s.request, f.subject.checkpoint)
}

// proofEntry is a file to open or a way on.
type proofEntry struct {
	title, note string
	path        string
	chosen      func(*flow) tea.Cmd
	why         string // it cannot be chosen
}

func proofEntries(f *flow) []proofEntry {
	r := f.result
	var out []proofEntry
	if f.proofOfRun && f.export != nil && f.result.Destination == string(migrator.Sandbox) {
		out = append(out, proofEntry{title: "Go on: import this export", note: "into a test or live project", chosen: func(f *flow) tea.Cmd {
			f.visit(atOptions) // esc leads there: other options may be better
			f.visit(atDestination)
			return nil
		}})
	}
	out = append(out, workEntries(f)...)
	if len(f.refused.latest) > 0 && f.proofOfRun {
		out = append(out, proofEntry{title: "Look at the refused", note: "each with its record and its calls", chosen: func(f *flow) tea.Cmd {
			f.visit(atRefused)
			return nil
		}})
	}
	out = append(out, fileEntries(r)...)
	if f.subject.checkpoint != "" {
		undo := proofEntry{title: "Undo: delete what this created", note: "typed confirmation", why: f.subject.gone(), chosen: onSubject("Undo", func(f *flow) { f.visit(atUndo) })}
		if r.Created+r.PasswordAdded == 0 && undo.why == "" {
			undo.why = "this migration created nobody who is still there"
		}
		out = append(out, undo)
	}
	return append(out, proofEntry{title: "Another migration", note: "to the start screen", chosen: func(f *flow) tea.Cmd {
		f.forget()
		f.home = true
		return nil
	}})
}

// workEntries are what can be done about a finished migration at Stytch.
func workEntries(f *flow) []proofEntry {
	r := f.result
	if f.subject.checkpoint == "" {
		return nil
	}
	note := "read everybody back and compare"
	if v := f.verified; v.checkpoint == f.subject.checkpoint {
		note = "all " + say.Users(v.result.Checked) + " as in the export"
		if !v.result.Clean() {
			note = say.Count(len(v.result.Missing)) + " missing, " + say.Count(differingUsers(v.result)) + " differ"
		}
	}
	out := []proofEntry{{title: "Verify", note: note, why: f.subject.gone(), chosen: onSubject("Verify", func(f *flow) { f.visit(atVerify) })}}
	if r.Refused > 0 {
		out = append(out, proofEntry{title: "Try the refused again", note: say.Users(r.Refused), why: f.subject.gone(), chosen: onSubject("Try the refused again", retryRefused)})
	}
	return out
}

// onSubject asks for the secret of the migration's project where it is not
// known, and goes on then.
func onSubject(purpose string, then func(*flow)) func(*flow) tea.Cmd {
	return func(f *flow) tea.Cmd {
		return f.withSecret(f.subject.target, purpose+": "+filepath.Base(f.subject.checkpoint), func(f *flow, secret string) tea.Cmd {
			f.subject.secret = secret
			then(f)
			return nil
		})
	}
}

// retryRefused sends the refused again, on the import screen.
func retryRefused(f *flow) {
	e, of := f.engine, f.subject
	f.run = start{
		title: "Sending the refused again",
		begin: func(ctx context.Context) (migration, error) { return e.retry(ctx, of) },
		again: reopening(e, of.checkpoint, projectOf(of.target), of.secret),
	}
	f.visit(atImport)
}

// fileEntries are the files of the report.
func fileEntries(r migrator.Result) []proofEntry {
	var out []proofEntry
	file := func(title, note, name string) {
		if note == "" {
			note = filepath.Join(filepath.Base(r.Report), name)
		}
		out = append(out, proofEntry{title: title, note: note, path: filepath.Join(r.Report, name)})
	}
	if r.Report != "" {
		file("Open the report", "", "summary.html")
		file("Id map: old id to Stytch user_id", "", "id-map.csv")
		if r.Refused > 0 {
			file("Who was refused, and why", say.Users(r.Refused)+", refused.csv", "refused.csv")
		}
		if r.Skipped > 0 {
			file("Who was skipped, and why", say.Users(r.Skipped)+", skipped.csv", "skipped.csv")
		}
		if r.Unreadable > 0 {
			file("Records that cannot be read", say.Count(r.Unreadable)+", unreadable.csv", "unreadable.csv")
		}
		if d := r.Delta; d != nil && d.Changed+d.Updated+d.Deleted > 0 {
			file("Who changed since", say.Users(d.Changed+d.Updated+d.Deleted)+", changed.csv", "changed.csv")
		}
		if d := r.Delta; d != nil && d.Gone > 0 {
			file("Who is gone from the export", say.Users(d.Gone)+", gone.csv", "gone.csv")
		}
		file("Who must enrol a factor again", "re-enrol.csv", "re-enrol.csv")
		file("Who must set a new password", "reset-password.csv", "reset-password.csv")
	}
	return out
}

func (s *proofScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pathOpenedMsg:
		s.shown = msg.path
		f.notice = "opened " + filepath.Base(msg.path)
		if msg.err != nil {
			f.notice = "not opened: " + msg.err.Error() + "; the path is above"
		}
	case statusReadMsg:
		if msg.request == s.request && msg.err == nil {
			report, delta := f.result.Report, f.result.Delta // of the run, not of the checkpoint
			f.result = msg.result
			f.result.Report, f.result.Delta = report, cmp.Or(msg.result.Delta, delta)
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *proofScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	entries := proofEntries(f)
	switch {
	case s.cursor.move(msg, len(entries), len(entries)):
		s.shown = ""
	case key.Matches(msg, keys.enter), key.Matches(msg, keys.right):
		e := entries[min(s.cursor.at, len(entries)-1)]
		switch {
		case e.why != "":
			f.notice = e.why
		case e.chosen != nil:
			return e.chosen(f)
		default:
			return openPathCmd(e.path, f.config.Getenv)
		}
	case key.Matches(msg, keys.back):
		f.target, f.subject = migrator.Target{}, subject{}
		f.back = true
	case key.Matches(msg, keys.fresh):
		return entries[len(entries)-1].chosen(f)
	case key.Matches(msg, keys.quit):
		f.leaving = true
	}
	return nil
}

func (s *proofScreen) body(f *flow, width, height int) []string {
	l, r := f.look, f.result
	took := time.Duration(r.Seconds * float64(time.Second))
	lines := []string{apart(" "+l.good.Render("✓")+" "+l.title.Render("Done. "+say.InStytch(r)+" of "+say.Users(r.Total)+" are in "+say.DestinationName(r.Destination)+"."), say.Exact(took)+" ", width), ""}
	for _, line := range dotted(totals(r), width-2) {
		lines = append(lines, " "+line)
	}
	lines = append(lines, "")
	entries := proofEntries(f)
	from, to := s.cursor.window(len(entries), max(1, height-len(lines)))
	for i, e := range entries[from:to] {
		lines = append(lines, l.row(i+from == s.cursor.at, entryLine(l, e, width)))
	}
	if s.shown != "" {
		lines = append(lines, "")
		for _, line := range wrap(say.Clean(s.shown), width-4) {
			lines = append(lines, "   "+line)
		}
	}
	return lines
}

// entryLine is one choice; what cannot be chosen is faint.
func entryLine(l look, e proofEntry, width int) string {
	note := say.Clean(e.note)
	if e.path != "" {
		note = cutLeft(note, width-40)
	}
	if e.why != "" {
		return l.faint.Render(fit(e.title, 34) + " " + cut("no: "+say.Clean(e.why), width-40))
	}
	return fit(e.title, 34) + " " + cut(note, width-40)
}

// totals is every number of the result; none that is zero and unremarkable is
// left out, so that they can be added up.
func totals(r migrator.Result) []string {
	s := []string{
		"created " + say.Count(r.Created), "password added " + say.Count(r.PasswordAdded), "already there " + say.Count(r.Present),
		"refused " + say.Count(r.Refused), "skipped " + say.Count(r.Skipped),
	}
	more := func(what string, n int) {
		if n > 0 {
			s = append(s, what+" "+say.Count(n))
		}
	}
	more("unresolved", r.Unknown)
	more("created without their password", r.PasswordRefused)
	more(migrator.Undone.Label(), r.Undone)
	more("unreadable records", r.Unreadable)
	s[len(s)-1] += " (reasons in the report)"
	return append(s, "never more than "+say.Plural(r.MaxPerSecond, "request")+" in a second")
}

// dotted puts parts beside each other with a dot between them; a line begins
// and ends with a part.
func dotted(parts []string, width int) []string {
	var lines []string
	for _, p := range parts {
		if last := len(lines) - 1; last >= 0 && ansi.StringWidth(lines[last]+" · "+p) <= width {
			lines[last] += " · " + p
			continue
		}
		lines = append(lines, wrap(p, width)...)
	}
	return lines
}

func (s *proofScreen) status(f *flow) string {
	if f.result.Report == "" {
		return "No report is here; usher report writes it again from checkpoint and export."
	}
	return "The files hold personal data; keep them as you keep the export."
}

func (s *proofScreen) hints(f *flow) []hint {
	entries := proofEntries(f)
	at := entries[min(s.cursor.at, len(entries)-1)]
	label := "open"
	if at.chosen != nil {
		label = "begin"
	}
	back := hint{key: keys.back, label: "back"}
	if f.proofOfRun {
		back = hint{key: keys.back, why: "the import is done; n begins another one"}
	}
	return []hint{{key: keys.enter, label: label, why: at.why}, {key: keys.fresh, label: "another migration"}, {key: keys.quit, label: "leave"}, back}
}

func (s *proofScreen) step() step        { return stepProof }
func (s *proofScreen) typing(*flow) bool { return false }
