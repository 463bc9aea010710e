package tui

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.com/usher/tui/say"
)

// maxInput is the longest text that an input takes, in characters: far above
// any path, far below what a wrong paste holds.
const maxInput = 4096

// input is a line of text that the operator types. Its view has a drawn
// cursor and depends on nothing but its fields.
type input struct {
	text   []rune
	cursor int
	masked bool
	// proposed text goes when another one is typed: nobody means 105 who types
	// a 5 behind a 10.
	proposed bool
}

func newInput(text string) input {
	r := []rune(text)
	return input{text: r, cursor: len(r)}
}

// proposing offers a value that is mostly taken as it is or typed anew.
func proposing(text string) input {
	in := newInput(text)
	in.proposed = true
	return in
}

func (in input) value() string { return string(in.text) }

// update edits the line and says whether the key was one of its own.
func (in *input) update(msg tea.KeyMsg) bool {
	if in.proposed && msg.Type == tea.KeyRunes && !msg.Alt {
		in.remove(0, len(in.text))
	}
	in.proposed = false
	switch msg.String() {
	case "left":
		in.cursor = max(0, in.cursor-1)
	case "right":
		in.cursor = min(len(in.text), in.cursor+1)
	case "home", "ctrl+a":
		in.cursor = 0
	case "end", "ctrl+e":
		in.cursor = len(in.text)
	case "backspace", "ctrl+h":
		in.remove(in.cursor-1, in.cursor)
	case "delete":
		in.remove(in.cursor, in.cursor+1)
	case "ctrl+u":
		in.remove(0, in.cursor)
	case "ctrl+k":
		in.remove(in.cursor, len(in.text))
	case "ctrl+w":
		in.remove(in.wordStart(), in.cursor)
	default:
		if (msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace) || msg.Alt {
			return false
		}
		in.insert(msg.Runes)
	}
	return true
}

// newLines within a paste are between words: paths copied from a list.
var newLines = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// insert puts text at the cursor. A paste may end in a newline and may hold
// anything; an input holds one line of visible text.
func (in *input) insert(runes []rune) {
	text := []rune(newLines.Replace(strings.TrimRight(string(runes), "\r\n")))
	text = slices.DeleteFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	text = text[:min(len(text), max(0, maxInput-len(in.text)))]
	in.text = slices.Insert(slices.Clone(in.text), in.cursor, text...)
	in.cursor += len(text)
}

func (in *input) remove(from, to int) {
	from, to = max(0, from), min(len(in.text), to)
	if from >= to {
		return
	}
	in.text = slices.Delete(slices.Clone(in.text), from, to)
	in.cursor = from
}

func (in input) wordStart() int {
	i := in.cursor
	for i > 0 && (in.text[i-1] == ' ' || in.text[i-1] == '/') {
		i--
	}
	for i > 0 && in.text[i-1] != ' ' && in.text[i-1] != '/' {
		i--
	}
	return i
}

// view draws the line in a width, the cursor always in sight.
func (in input) view(width int, focused bool) string {
	before, after := string(in.text[:in.cursor]), string(in.text[in.cursor:])
	if in.masked {
		before, after = strings.Repeat("•", in.cursor), strings.Repeat("•", len(in.text)-in.cursor)
	}
	before, after = say.Clean(before), say.Clean(after)
	if !focused {
		return cutLeft(before+after, width)
	}
	before = cutLeft(before, width-1)
	return before + "█" + cut(after, width-1-ansi.StringWidth(before))
}
