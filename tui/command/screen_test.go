//go:build unix

package command

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// screen is what a terminal shows of what was written to it: as much of a
// terminal as usher writes to. What it does not know it reports, so that a test
// never looks at a screen that a real terminal would not show.
type screen struct {
	mu            sync.Mutex
	width, height int
	cells         [][]string // what stands in each cell, "" for the second half of a wide one
	x, y          int
	alternate     bool
	rest          string // the beginning of a sequence whose end is not there yet
	unknown       []string
}

func newScreen(width, height int) *screen {
	s := &screen{width: width, height: height}
	s.clear(0)
	return s
}

// resize keeps what fits, as terminals do.
func (s *screen) resize(width, height int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.cells
	s.width, s.height = width, height
	s.cells = nil
	s.clear(0)
	for y := range min(height, len(old)) {
		copy(s.cells[y], old[y][:min(width, len(old[y]))])
	}
	s.x, s.y = min(s.x, max(width-1, 0)), min(s.y, max(height-1, 0))
}

// clear empties the lines from one on.
func (s *screen) clear(from int) {
	for len(s.cells) < s.height {
		s.cells = append(s.cells, nil)
	}
	for y := from; y < s.height; y++ {
		s.cells[y] = make([]string, s.width)
		for x := range s.cells[y] {
			s.cells[y][x] = " "
		}
	}
}

// Write takes output in.
func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.rest + string(p)
	text, s.rest = whole8(text)
	state := byte(0)
	for len(text) > 0 {
		seq, width, n, next := ansi.DecodeSequence(text, state, nil)
		if next != 0 && n == len(text) { // its end is still to come
			s.rest = text + s.rest
			return len(p), nil
		}
		s.take(seq, width)
		text, state = text[n:], next
	}
	return len(p), nil
}

// whole8 cuts off the beginning of a character whose end is still to come.
func whole8(text string) (whole, rest string) {
	for i := len(text) - 1; i >= 0 && i >= len(text)-utf8.UTFMax; i-- {
		if utf8.RuneStart(text[i]) {
			if !utf8.FullRuneInString(text[i:]) {
				return text[:i], text[i:]
			}
			break
		}
	}
	return text, ""
}

func (s *screen) take(seq string, width int) {
	switch {
	case width > 0:
		s.put(seq, width)
	case seq == "\r":
		s.x = 0
	case seq == "\n":
		s.down()
	case seq == "\b":
		s.x = max(0, s.x-1)
	case seq == "\x07":
	case strings.HasPrefix(seq, "\x1b["):
		s.control(seq[2:len(seq)-1], seq[len(seq)-1])
	default:
		s.unknown = append(s.unknown, seq)
	}
}

func (s *screen) down() {
	if s.y < s.height-1 {
		s.y++
		return
	}
	if s.height > 0 {
		s.cells = append(s.cells[1:], nil)
		s.clear(s.height - 1)
	}
}

// put writes a character; a line that is full goes on in the next.
func (s *screen) put(char string, width int) {
	if s.x+width > s.width {
		s.x = 0
		s.down()
	}
	if s.y >= s.height || s.x+width > s.width {
		return
	}
	s.cells[s.y][s.x] = char
	for i := 1; i < width; i++ {
		s.cells[s.y][s.x+i] = ""
	}
	s.x += width
}

func (s *screen) control(parameters string, final byte) {
	switch {
	case final == 'm', final == 'l' && parameters != "?1049", final == 'h' && parameters != "?1049":
	case parameters == "?1049":
		s.alternate = final == 'h'
		s.clear(0)
		s.x, s.y = 0, 0
	case final == 'H':
		row, column, _ := strings.Cut(parameters, ";")
		s.y, s.x = min(number(row), max(s.height, 1))-1, min(number(column), max(s.width, 1))-1
	case final == 'A':
		s.y = max(0, s.y-number(parameters))
	case final == 'K' && (parameters == "" || parameters == "0") && s.y < s.height:
		for x := s.x; x < s.width; x++ {
			s.cells[s.y][x] = " "
		}
	case final == 'K' && parameters == "2" && s.y < s.height:
		for x := range s.width {
			s.cells[s.y][x] = " "
		}
	case final == 'J' && parameters == "2":
		s.clear(0)
	case final == 'J' && (parameters == "" || parameters == "0"):
		if s.y < s.height {
			for x := s.x; x < s.width; x++ {
				s.cells[s.y][x] = " "
			}
			s.clear(s.y + 1)
		}
	default:
		s.unknown = append(s.unknown, "ESC["+parameters+string(final))
	}
}

// number is a parameter; none means 1, and so does 0.
func number(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 1
		}
		n = n*10 + int(r-'0')
	}
	return max(n, 1)
}

// lines are what it shows.
func (s *screen) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]string, len(s.cells))
	for y, row := range s.cells {
		out[y] = strings.TrimRight(strings.Join(row, ""), " ")
	}
	return out
}
