package tui

import (
	"path/filepath"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// proofScreen says what became of everybody, and where that is written down.
type proofScreen struct {
	cursor cursor
	// shown is the path that was asked for, where no desktop can open it.
	shown string
}

func (s *proofScreen) enter(*flow) tea.Cmd {
	s.shown = ""
	return nil
}

// proofEntry is a file to open or a way on.
type proofEntry struct {
	title, note string
	path        string
	chosen      func(*flow)
}

func proofEntries(f *flow) []proofEntry {
	r := f.result
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
		file("Who must enrol a factor again", "re-enrol.csv", "re-enrol.csv")
	}
	return append(out, proofEntry{title: "Another migration", note: "to the start screen", chosen: func(f *flow) {
		f.forget()
		f.home = true
	}})
}

func (s *proofScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pathOpenedMsg:
		s.shown = msg.path
		f.notice = "opened " + filepath.Base(msg.path)
		if msg.err != nil {
			f.notice = "not opened: " + msg.err.Error()
		}
	case tea.KeyMsg:
		entries := proofEntries(f)
		switch {
		case s.cursor.move(msg, len(entries), len(entries)):
			s.shown = ""
		case key.Matches(msg, keys.enter):
			e := entries[min(s.cursor.at, len(entries)-1)]
			if e.chosen != nil {
				e.chosen(f)
				return nil
			}
			return openPathCmd(e.path, f.config.Getenv)
		case key.Matches(msg, keys.back):
			f.target = migrator.Target{}
			f.back = true
		case key.Matches(msg, keys.fresh):
			entries[len(entries)-1].chosen(f)
		case key.Matches(msg, keys.quit):
			f.leaving = true
		}
	}
	return nil
}

func (s *proofScreen) body(f *flow, width, height int) []string {
	l, r := f.look, f.result
	took := time.Duration(r.Seconds * float64(time.Second))
	lines := []string{apart(" "+l.good.Render("✓")+" "+l.title.Render("Done. "+say.InStytch(r)+" of "+say.Users(r.Total)+" are in "+say.DestinationName(r.Destination)+"."), say.Exact(took)+" ", width), ""}
	for _, line := range wrap(totals(r), width-2) {
		lines = append(lines, " "+line)
	}
	lines = append(lines, "")
	for i, e := range proofEntries(f) {
		lines = append(lines, l.row(i == s.cursor.at, fit(e.title, 34)+" "+cutLeft(say.Clean(e.note), width-40)))
	}
	if s.shown != "" {
		lines = append(lines, "")
		for _, line := range wrap(say.Clean(s.shown), width-4) {
			lines = append(lines, "   "+line)
		}
	}
	return lines
}

// totals is every number of the result; none that is zero and unremarkable is
// left out, so that they can be added up.
func totals(r migrator.Result) string {
	s := "created " + say.Count(r.Created) + " · password added " + say.Count(r.PasswordAdded) + " · already there " + say.Count(r.Present) +
		" · refused " + say.Count(r.Refused) + " · skipped " + say.Count(r.Skipped)
	if r.Unknown > 0 {
		s += " · unresolved " + say.Count(r.Unknown)
	}
	if r.PasswordRefused > 0 {
		s += " · created without their password " + say.Count(r.PasswordRefused)
	}
	if r.Unreadable > 0 {
		s += " · unreadable records " + say.Count(r.Unreadable)
	}
	return s + " (reasons in the report) · never more than " + say.Plural(r.MaxPerSecond, "request") + " in a second"
}

func (s *proofScreen) status(f *flow) string {
	if f.result.Report == "" {
		return "No report is here; usher report writes it again from checkpoint and export."
	}
	return "The files hold personal data; keep them as you keep the export."
}

func (s *proofScreen) hints(f *flow) []hint {
	label := "open"
	if s.cursor.at >= len(proofEntries(f))-1 {
		label = "begin"
	}
	back := hint{key: keys.back, label: "back"}
	if f.proofOfRun {
		back = hint{key: keys.back, why: "the import is done; n begins another one"}
	}
	return []hint{{key: keys.enter, label: label}, {key: keys.fresh, label: "another migration"}, {key: keys.quit, label: "leave"}, back}
}

func (s *proofScreen) step() step        { return stepProof }
func (s *proofScreen) typing(*flow) bool { return false }
