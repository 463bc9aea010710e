package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

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
	return append([]string{" " + s.tabs(f.look, width-1), ""}, s.scroll.view(drawGuide(say.Guides[s.at], f.look, width), height-2)...)
}

// tabs are the providers on one line, as many as fit, the chosen one among
// them.
func (s *howto) tabs(l look, width int) string {
	cells := func(i int) int { return len(say.Guides[i].Title) + 4 }
	from, used := s.at, cells(s.at)
	for from > 0 && used+cells(from-1)+2 <= width {
		from--
		used += cells(from)
	}
	line := ""
	if from > 0 {
		line = l.faint.Render("…")
	}
	for i := from; i < len(say.Guides); i++ {
		if ansi.StringWidth(line)+cells(i) > width-1 {
			return line + l.faint.Render("…")
		}
		if i == s.at {
			line += l.selected.Render("▸ " + say.Guides[i].Title + "  ")
		} else {
			line += l.faint.Render("  " + say.Guides[i].Title + "  ")
		}
	}
	return line
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
		command, is := strings.CutPrefix(line, "$ ")
		switch {
		case line == "":
			flush()
			out = append(out, "")
		case is:
			flush()
			out = append(out, "   "+l.strong.Render(command))
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
