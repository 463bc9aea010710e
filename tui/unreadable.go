package tui

import (
	"path/filepath"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// unreadable is the code under which the records that cannot be read stand
// among the findings. It is none of migrator's: those are about users.
const unreadable = "unreadable"

// findings are those of the preview, after the records that cannot be read.
func (f *flow) findings() []migrator.FindingCount {
	r := f.reading.result
	if r.Unreadable == 0 {
		return r.Findings
	}
	return append([]migrator.FindingCount{{
		Code: unreadable, Severity: migrator.Blocker, Users: r.Unreadable,
		Sentence: "record that cannot be read", Hint: "It costs only itself. Correct it in the export to have that user too.",
	}}, r.Findings...)
}

// unreadableScreen lists the first records that cannot be read.
type unreadableScreen struct{ scroll scroll }

func (s *unreadableScreen) enter(*flow) tea.Cmd {
	s.scroll = scroll{}
	return nil
}

func (s *unreadableScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back), key.Matches(k, keys.left):
		f.back = true
	default:
		s.scroll.move(k, len(f.reading.result.UnreadableFirst), f.height-2)
	}
	return nil
}

func (s *unreadableScreen) body(f *flow, width, height int) []string {
	r := f.reading.result
	title := apart(" "+f.look.title.Render("Records that cannot be read"), say.Plural(r.Unreadable, "record")+" ", width)
	var rows []string
	for _, u := range r.UnreadableFirst {
		rows = append(rows, "   "+fit(say.Places(say.Clean(u.Place)), 14)+" "+cut(say.Clean(u.Reason+"  "+filepath.Base(u.File)), width-19))
	}
	return append([]string{title, ""}, s.scroll.view(rows, height-2)...)
}

func (s *unreadableScreen) status(f *flow) string {
	if r := f.reading.result; r.Unreadable > len(r.UnreadableFirst) {
		return "The first " + say.Count(len(r.UnreadableFirst)) + " of " + say.Count(r.Unreadable) + "; all of them will be in unreadable.csv of the report."
	}
	return "The others are imported; nothing is sent while you look."
}

func (s *unreadableScreen) hints(*flow) []hint {
	return []hint{{key: keys.down, label: "scroll"}, {key: keys.back, label: "back"}}
}

func (s *unreadableScreen) step() step        { return stepPreview }
func (s *unreadableScreen) typing(*flow) bool { return false }
