package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// The frame takes two lines above the body with a rule, and a rule and two
// lines below it.
const frameRows = 6

// Below this size one sentence is all that is shown.
const minWidth, minHeight = 60, 16

// step is one of the six steps of the way.
type step int

const (
	stepNone step = iota
	stepExport
	stepPreview
	stepOptions
	stepDestination
	stepImport
	stepProof
)

var stepNames = [...]string{stepExport: "Export", stepPreview: "Preview", stepOptions: "Options", stepDestination: "Destination", stepImport: "Import", stepProof: "Proof"}

// View draws the whole screen: exactly as many lines as the window has.
func (m *model) View() string {
	if m.left {
		return ""
	}
	lines := m.lines()
	for i, l := range lines {
		lines[i] = strings.TrimRight(cut(l, m.width), " ")
		if m.flow.look.ascii {
			lines[i] = toASCII(lines[i])
		}
	}
	return strings.Join(lines, "\n")
}

func (m *model) lines() []string {
	if m.width < minWidth || m.height < minHeight {
		return m.tooSmall()
	}
	f := m.flow
	rule := f.look.faint.Render(strings.Repeat("─", m.width))
	lines := []string{m.header(), m.stepper(), rule}
	body := m.helpOrBody(m.height - frameRows)
	lines = append(lines, body...)
	for range m.height - frameRows - len(body) {
		lines = append(lines, "")
	}
	return append(lines, rule, m.statusLine(), m.footer())
}

func (m *model) helpOrBody(height int) []string {
	var body []string
	if m.help {
		body = m.helpScroll.view(m.helpLines(), height)
	} else {
		body = m.screen().body(m.flow, m.width, height)
	}
	return body[:min(len(body), height)]
}

// tooSmall is the one sentence of a window that holds no screen.
func (m *model) tooSmall() []string {
	text := "Make the window larger: usher needs 60 columns and 16 lines."
	var w worker = m.running
	if working := m.working(); working != nil {
		w = working
	}
	if s := w.sentence(m.flow); s != "" {
		text = s + " Make the window larger to see more."
	}
	lines := wrap(text, m.width)
	return lines[:min(len(lines), m.height)]
}

func (m *model) header() string {
	f := m.flow
	left := " " + f.look.title.Render("usher")
	if name := f.exportName(); name != "" && !m.asksForExport() {
		left += "   " + name
	} else if name := m.running.name(); name != "" {
		left += "   " + name
	}
	target := m.target()
	if p := m.project(target); p != "" {
		left += " → " + p
	}
	return apart(left, f.look.badge(target.Kind), m.width)
}

// asksForExport says that another export may be meant than the one that was
// read last.
func (m *model) asksForExport() bool {
	return m.place() == atExport || m.place() == atStart || m.place() == atHowto
}

// target is where the users go: what is worked on, what runs, else what was
// chosen.
func (m *model) target() migrator.Target {
	switch m.place() {
	case atSecret:
		return m.flow.wanted.target
	case atProof, atVerify, atUndo, atCanary:
		if m.flow.subject.checkpoint != "" {
			return m.flow.subject.target
		}
	}
	if t := m.running.snap.Target; t.Kind != "" && m.ofTheRun() {
		return t
	}
	return m.flow.target
}

// ofTheRun says that what is shown belongs to the import that runs or ran. Once
// it is done, the way leads to the next destination, which the badge must show:
// after a rehearsal that is a live project.
func (m *model) ofTheRun() bool {
	switch m.running.phase {
	case importIdle:
		return false
	case importDone:
		return m.place() == atImport || m.place() == atRefused || m.place() == atUser && m.flow.pickedRefusal != nil
	}
	return true
}

func (m *model) project(t migrator.Target) string {
	id := say.Clean(say.ShortID(t.ProjectID))
	switch {
	case t.Kind == migrator.Sandbox:
		return "sandbox on this machine"
	case id == "":
		return ""
	case m.flow.project != "":
		return say.Clean(m.flow.project) + " (" + id + ")"
	}
	return id
}

func (m *model) stepper() string {
	f := m.flow
	now := m.screen().step()
	parts := make([]string, 0, len(stepNames))
	for s := stepExport; s <= stepProof; s++ {
		switch {
		case s < now || s == now && m.place() == atProof:
			parts = append(parts, f.look.stepDone.Render("✓")+" "+stepNames[s])
		case s == stepImport && now != stepImport && m.working() == worker(m.running):
			parts = append(parts, f.look.stepNow.Render("▸ "+stepNames[s]))
		case f.importing && s > now && (s < stepImport || s == stepImport && m.running.phase == importDone):
			parts = append(parts, f.look.stepDone.Render("✓")+" "+stepNames[s])
		case s == now:
			parts = append(parts, f.look.stepNow.Render("● "+stepNames[s]))
		default:
			parts = append(parts, f.look.stepYet.Render("○ "+stepNames[s]))
		}
	}
	line := " " + strings.Join(parts, "  ")
	if ansi.StringWidth(line) > m.width {
		line = strings.Join(parts, " ")
	}
	return line
}

func (m *model) statusLine() string {
	f := m.flow
	switch {
	case f.notice != "":
		return " " + f.look.strong.Render(say.Clean(f.notice))
	case m.help && len(m.helpLines()) > f.height:
		return " ↓ There is more below. Any other key goes back."
	case m.help:
		return " Any other key goes back."
	}
	status := m.screen().status(f)
	if w := m.working(); w != nil && w != any(m.screen()) {
		status = w.sentence(f)
	}
	return " " + status
}

// mostHints is how many keys the footer names; the help names all.
const mostHints = 5

func (m *model) footer() string {
	f := m.flow
	var parts []string
	hints := m.screen().hints(f)
	if m.help {
		hints = []hint{{key: keys.down, label: "scroll"}, {key: keys.back, label: "back"}}
	}
	for _, h := range hints {
		if h.label != "" && len(parts) < mostHints-2 {
			parts = append(parts, f.look.hint(h))
		}
	}
	helpKey := keys.help.Help().Key
	if m.screen().typing(f) && !m.help {
		helpKey = "f1"
	}
	last := []string{
		f.look.strong.Render(helpKey) + f.look.faint.Render(" all keys"),
		f.look.strong.Render("ctrl+c") + f.look.faint.Render(" "+m.leaveLabel()),
	}
	for ; ; parts = parts[:len(parts)-1] {
		line := " " + strings.Join(append(append([]string{}, parts...), last...), "   ")
		if ansi.StringWidth(line) <= m.width || len(parts) == 0 {
			return line
		}
	}
}

func (m *model) leaveLabel() string {
	switch {
	case m.flow.leaving:
		return "leave at once"
	case m.working() != nil:
		return "pause and leave"
	}
	return "leave"
}

func (l look) hint(h hint) string {
	name := h.key.Help().Key
	if h.why != "" {
		return l.faint.Render(name + " " + h.label)
	}
	return l.strong.Render(name) + l.faint.Render(" "+h.label)
}

// helpLines names every key: the screen's own, then those of every screen.
func (m *model) helpLines() []string {
	f := m.flow
	lines := []string{"", " " + f.look.title.Render("Keys on this screen"), ""}
	row := func(name, label string) string { return "   " + fit(name, 14) + label }
	for _, h := range m.screen().hints(f) {
		if h.label == "" {
			continue
		}
		label := h.label
		if h.why != "" {
			label += f.look.faint.Render("  (not now: " + h.why + ")")
		}
		lines = append(lines, row(h.key.Help().Key, label))
	}
	lines = append(lines, "", " "+f.look.title.Render("Keys everywhere"), "",
		row("↑ ↓  k j", "up and down"),
		row("page up/down", "a page up and down"),
		row("home end  g G", "first and last"),
		row("esc", "back; nothing that was entered is lost"),
		row("?  f1", "this page"),
		row("ctrl+c", m.leaveLabel()+"; a second time: at once"))
	return lines
}
