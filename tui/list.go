package tui

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"
)

// cursor is a place in a list of which a window is visible.
type cursor struct{ at, first int }

// move follows the keys of lists in n entries and says whether the key was
// one of them.
func (c *cursor) move(msg tea.KeyMsg, n, page int) bool {
	switch {
	case key.Matches(msg, keys.up):
		c.at--
	case key.Matches(msg, keys.down):
		c.at++
	case key.Matches(msg, keys.pageUp):
		c.at -= max(page, 1)
	case key.Matches(msg, keys.pageDown):
		c.at += max(page, 1)
	case key.Matches(msg, keys.top):
		c.at = 0
	case key.Matches(msg, keys.bottom):
		c.at = n - 1
	default:
		return false
	}
	c.at = max(0, min(c.at, n-1))
	return true
}

// window gives the range of entries that rows lines show, so that the
// selected one is among them.
func (c cursor) window(n, rows int) (from, to int) {
	rows = max(rows, 1)
	at := max(0, min(c.at, n-1))
	from = max(0, min(c.first, n-rows))
	if at < from {
		from = at
	}
	if at >= from+rows {
		from = at - rows + 1
	}
	return from, min(n, from+rows)
}

// scroll is a place in text that is longer than the screen.
type scroll struct{ top int }

// move follows the keys of lists. The text's length is known only where it is
// drawn, so view clamps.
func (s *scroll) move(msg tea.KeyMsg, lines, page int) bool {
	most := max(0, lines-page)
	switch {
	case key.Matches(msg, keys.up):
		s.top--
	case key.Matches(msg, keys.down):
		s.top++
	case key.Matches(msg, keys.pageUp):
		s.top -= max(page, 1)
	case key.Matches(msg, keys.pageDown), key.Matches(msg, keys.space):
		s.top += max(page, 1)
	case key.Matches(msg, keys.top):
		s.top = 0
	case key.Matches(msg, keys.bottom):
		s.top = most
	default:
		return false
	}
	s.top = max(0, min(s.top, most))
	return true
}

// view is the visible part.
func (s scroll) view(lines []string, height int) []string {
	from, to := s.window(len(lines), height)
	return lines[from:to]
}

// window is the range of n lines that is visible.
func (s scroll) window(n, height int) (from, to int) {
	from = max(0, min(s.top, n-height))
	return from, max(from, min(n, from+height))
}
