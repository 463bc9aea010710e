package tui

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/say"
)

// howto says for each provider where to ask for an export, what file comes
// and what it lacks.
type howto struct {
	at     int
	scroll scroll
}

func (s *howto) enter(*flow) tea.Cmd { return nil }

func (s *howto) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back):
		f.back = true
	case key.Matches(k, keys.enter):
		f.back = true
		f.visit(atExport)
	case key.Matches(k, keys.right), key.Matches(k, keys.tab):
		s.at, s.scroll = (s.at+1)%len(say.Guides), scroll{}
	case key.Matches(k, keys.left):
		s.at, s.scroll = (s.at+len(say.Guides)-1)%len(say.Guides), scroll{}
	default:
		s.scroll.move(k, len(drawGuide(say.Guides[s.at], f.look, f.width)), f.height-2)
	}
	return nil
}

func (s *howto) body(f *flow, width, height int) []string {
	tabs := ""
	for i, g := range say.Guides {
		name := f.look.faint.Render("  " + g.Title + "  ")
		if i == s.at {
			name = f.look.selected.Render("▸ " + g.Title + "  ")
		}
		tabs += name
	}
	return append([]string{" " + tabs, ""}, s.scroll.view(drawGuide(say.Guides[s.at], f.look, width), height-2)...)
}

// drawGuide wraps the text; what was written as one paragraph flows together.
func drawGuide(g say.Guide, l look, width int) []string {
	var out []string
	paragraph := ""
	flush := func() {
		for _, line := range wrap(paragraph, min(width-2, 100)) {
			out = append(out, " "+line)
		}
		paragraph = ""
	}
	for _, line := range g.Lines {
		switch {
		case line == "":
			flush()
			out = append(out, "")
		case line[0] == '$':
			flush()
			out = append(out, "   "+l.strong.Render(line[2:]))
		case paragraph == "":
			paragraph = line
		default:
			paragraph += " " + line
		}
	}
	flush()
	return out
}

func (s *howto) status(f *flow) string {
	if len(drawGuide(say.Guides[s.at], f.look, f.width)) > f.height-2 {
		return "↓ There is more below."
	}
	return "usher recognises an export by its content, not by its name."
}

func (s *howto) hints(*flow) []hint {
	next := keys.right
	return []hint{{key: keys.enter, label: "I have one"}, {key: next, label: "next provider"}, {key: keys.back, label: "back"}}
}

func (s *howto) step() step        { return stepNone }
func (s *howto) typing(*flow) bool { return false }
