package tui

import (
	"path/filepath"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/mapfile"
	"example.com/usher/tui/say"
)

// mappingReadMsg: the mapping file was written for editing, or read after it.
type mappingReadMsg struct {
	request int
	path    string
	mapping *sources.Mapping // nil = it was written
	err     error
}

// editFile writes the mapping as a file, in which all can be said that a
// mapping can say, and waits for it to be edited.
func (s *mappingScreen) editFile(f *flow) tea.Cmd {
	path := s.file(f)
	if !s.changed && s.Saved != "" {
		s.stage = mapFile
		return nil
	}
	text, err := s.Mapping.Text()
	if err != nil {
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	}
	s.request = f.next()
	s.cancel = func() {}
	request := s.request
	return func() tea.Msg {
		return mappingReadMsg{request: request, path: path, err: mapfile.Write(path, text)}
	}
}

func (s *mappingScreen) fileKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.stage = mapColumns
	case key.Matches(msg, keys.enter), key.Matches(msg, keys.retry):
		s.request = f.next()
		s.cancel = func() {}
		e, request, path := f.engine, s.request, s.Saved
		return func() tea.Msg {
			m, err := e.readMapping(path)
			return mappingReadMsg{request: request, path: path, mapping: m, err: err}
		}
	}
	return nil
}

// mappingRead takes the file over. What cannot be read is said, and can be
// edited on.
func (s *mappingScreen) mappingRead(f *flow, msg mappingReadMsg) {
	if msg.request != s.request || s.request == 0 {
		return
	}
	s.request = 0
	switch {
	case msg.err != nil && s.stage == mapFile:
		f.notice = "not read: " + say.Cause(msg.err)
	case msg.err != nil:
		failed := describe(msg.err)
		failed.Safe = say.NothingSent
		s.failed = &failed
	case msg.mapping == nil:
		s.Saved, s.Options.Map, s.changed, s.open = msg.path, msg.path, false, false
		s.stage = mapFile
	default:
		msg.mapping.LikeGuess(s.Guess)
		s.Mapping, s.stage, s.open, s.changed, s.dropped = msg.mapping, mapColumns, false, false, nil
		s.cursor.at = min(s.cursor.at, s.rows()-1)
		f.notice = "read: " + filepath.Base(msg.path)
	}
}

func (s *mappingScreen) fileLines(width int) []string {
	lines := append([]string{"", " The mapping stands in:"}, wrapped(width, "  "+say.Clean(s.Saved))...)
	lines = append(lines, "")
	return append(lines, wrapped(width,
		"Change it there, in another window: it can say more than this screen, like values that are translated, lists, and paths into JSON. The README has an example.",
		"enter reads it again.")...)
}
