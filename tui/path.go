package tui

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/say"
)

// pathScreen explains the recommended path: why, and what the operator would
// do, step by step; the other paths after it.
type pathScreen struct{ scroll scroll }

func (s *pathScreen) enter(*flow) tea.Cmd {
	s.scroll = scroll{}
	return nil
}

func (s *pathScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case key.Matches(k, keys.back), key.Matches(k, keys.left), key.Matches(k, keys.path):
		f.back = true
	default:
		s.scroll.move(k, len(pathLines(f, f.width)), f.height)
	}
	return nil
}

func (s *pathScreen) body(f *flow, width, height int) []string {
	return s.scroll.view(pathLines(f, width), height)
}

func pathLines(f *flow, width int) []string {
	l, r := f.look, f.reading.result
	width = min(width, 102)
	lines := []string{" " + l.title.Render("Recommended path: "+say.Recommendation(r))}
	lines = append(lines, wrapped(width, say.Clean(r.RecommendedReason))...)
	for i, p := range say.Paths(r.RecommendedPath) {
		title := p.Title
		if i > 0 {
			title = "Otherwise: " + title
		}
		lines = append(lines, "", " "+l.title.Render(title))
		lines = append(lines, wrapped(width, p.When)...)
		for n, step := range p.Steps {
			for j, line := range wrap(step, width-8) {
				mark := "   "
				if j == 0 {
					mark = right(say.Count(n+1), 2) + "."
				}
				lines = append(lines, "  "+mark+" "+line)
			}
		}
	}
	return lines
}

func (s *pathScreen) status(f *flow) string {
	if len(pathLines(f, f.width)) > f.height {
		return "↓ There is more below."
	}
	return "Nothing is sent while you read."
}

func (s *pathScreen) hints(*flow) []hint {
	return []hint{{key: keys.down, label: "scroll"}, {key: keys.back, label: "back"}}
}

func (s *pathScreen) step() step        { return stepPreview }
func (s *pathScreen) typing(*flow) bool { return false }
