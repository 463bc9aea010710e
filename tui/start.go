package tui

import (
	"path/filepath"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// startScreen is where the assistant opens: unfinished migrations first,
// because the person who comes back at night needs them.
type startScreen struct {
	migrations []migrator.Listed
	listed     bool
	cursor     cursor
	request    int // of the sample being written, 0 = none
	err        error
}

// entry is one line that can be chosen.
type entry struct {
	text   string
	chosen func(*flow) tea.Cmd
	why    string
}

func (s *startScreen) enter(f *flow) tea.Cmd {
	s.err = nil
	return listCmd(f.engine, f.config.Folder)
}

func (s *startScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listedMsg:
		s.migrations, s.listed = msg.migrations, true
	case openedMsg:
		if !msg.sample {
			return nil
		}
		if msg.request != s.request {
			return discard(msg)
		}
		s.request, s.err, f.notice = 0, msg.err, ""
		if msg.err == nil && f.at == atStart {
			f.visit(atPreview)
			return f.opens(msg.export, true)
		}
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *startScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	entries := s.entries(f)
	switch {
	case s.cursor.move(msg, len(entries), f.height):
	case key.Matches(msg, keys.enter), key.Matches(msg, keys.right):
		e := entries[min(s.cursor.at, len(entries)-1)]
		if e.why != "" {
			f.notice = e.why
			return nil
		}
		return e.chosen(f)
	}
	return nil
}

func (s *startScreen) entries(f *flow) []entry {
	var out []entry
	lines := listedLines(s.migrations, f)
	for i, l := range s.migrations {
		e := entry{text: lines[i], chosen: func(f *flow) tea.Cmd { return s.choose(f, l) }}
		switch {
		case l.Running:
			e.why = "another usher runs this migration now"
		case l.Err != nil:
			e.why = describe(l.Err).What
		}
		out = append(out, e)
	}
	out = append(out, entry{text: "Start with an export of your users", chosen: func(f *flow) tea.Cmd { f.visit(atExport); return nil }})
	if f.config.Sample != nil {
		out = append(out, entry{text: "Try it: rehearse with a sample, nothing leaves this machine", chosen: s.trySample})
	}
	return append(out, entry{text: "How do I get an export from my provider?", chosen: func(f *flow) tea.Cmd { f.visit(atHowto); return nil }})
}

func (s *startScreen) trySample(f *flow) tea.Cmd {
	s.request = f.next()
	f.notice = "writing the sample"
	return openSampleCmd(f.ctx, f.engine, s.request, f.config.Sample, sampleFolder(f.config.Folder))
}

// sampleFolder is a folder of its own, so that the sample never mixes with
// real exports.
func sampleFolder(folder string) string { return filepath.Join(folder, "usher-sample") }

// choose goes on with a migration, or shows the proof of one that is done.
func (s *startScreen) choose(f *flow, l migrator.Listed) tea.Cmd {
	if l.Meta.State.State == migrator.Done {
		f.closeExport()
		f.result = l.Meta.Result(l.Counts, l.Path)
		if report := migrator.PathsOf(l.Path).Report; paths.Exist(report) {
			f.result.Report = report
		}
		f.target, f.proofOfRun = l.Meta.Destination, false
		secret, _ := f.knownSecret(f.target)
		f.subject = subject{checkpoint: l.Path, target: f.target, secret: secret}
		f.visit(atProof)
		return nil
	}
	return f.withSecret(l.Meta.Destination, "Go on with "+filepath.Base(l.Path), func(f *flow, secret string) tea.Cmd {
		return s.resume(f, l, secret)
	})
}

func (s *startScreen) resume(f *flow, l migrator.Listed, secret string) tea.Cmd {
	f.closeExport() // another one may have been looked at before
	f.target, f.secret = l.Meta.Destination, secret
	if l.Meta.State.Reason == migrator.CanaryReason {
		f.subject = subject{checkpoint: l.Path, target: f.target, secret: secret}
		f.visit(atCanary)
		return nil
	}
	f.run = start{begin: reopening(f.engine, l.Path, projectOf(l.Meta.Destination), secret)}
	f.visit(atImport)
	return nil
}

func (s *startScreen) body(f *flow, width, height int) []string {
	l := f.look
	entries := s.entries(f)
	lines := []string{" " + cut("Move your users into Stytch, see everything first, stop and go on at any time.", width-2), ""}
	n := len(s.migrations)
	if n > 0 {
		title := "Migrations here"
		if s.migrations[0].Meta.State.State != migrator.Done {
			title = "Unfinished migrations here"
		}
		lines = append(lines, " "+l.title.Render(title))
		from, to := s.cursor.window(n, max(1, height-len(lines)-len(entries)+n-2))
		for i := from; i < to; i++ {
			lines = append(lines, l.row(i == s.cursor.at, entries[i].text))
		}
		lines = append(lines, "", " "+l.title.Render("Or"))
	}
	for i := n; i < len(entries); i++ {
		lines = append(lines, l.row(i == s.cursor.at, entries[i].text))
	}
	if s.err != nil {
		lines = append(append(lines, ""), describe(s.err).lines(l, width)...)
	}
	return lines
}

func (s *startScreen) status(f *flow) string {
	switch {
	case s.request != 0:
		return "Writing the sample."
	case !s.listed:
		return "Looking for unfinished migrations."
	case len(s.migrations) == 0:
		return "No migration here yet: " + cutLeft(say.Clean(paths.Shorten(f.config.Folder, f.config.Getenv)), max(8, f.width-25))
	}
	return say.Plural(len(s.migrations), "migration") + " in " + cutLeft(say.Clean(paths.Shorten(f.config.Folder, f.config.Getenv)), max(8, f.width-25))
}

func (s *startScreen) hints(f *flow) []hint {
	entries := s.entries(f)
	label, at := "choose", min(s.cursor.at, len(entries)-1)
	if at < len(s.migrations) {
		label = "resume"
		if s.migrations[at].Meta.State.State == migrator.Done {
			label = "show its proof"
		}
	}
	return []hint{{key: keys.enter, label: label, why: entries[at].why}}
}

func (s *startScreen) step() step        { return stepNone }
func (s *startScreen) typing(*flow) bool { return false }
