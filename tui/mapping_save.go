package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/mapfile"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// mappingSavedMsg: the mapping was written, and the export opened with it.
type mappingSavedMsg struct {
	request int
	path    string
	export  *opened
	err     error
}

// goOn goes to the preview: at once when the export was opened with this very
// mapping, else once it is saved and the export opened with it.
func (s *mappingScreen) goOn(f *flow) tea.Cmd {
	switch err := s.Mapping.Check(); {
	case err != nil:
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	case s.open && f.export != nil:
		f.visit(atPreview)
		return nil
	}
	if !s.changed && s.Saved != "" {
		return s.openBy(f, s.Saved) // as it was written by hand
	}
	return s.save(f, s.file(f))
}

// file is where the mapping is saved unless another path is typed.
func (s *mappingScreen) file(f *flow) string {
	switch {
	case s.Saved != "":
		return s.Saved
	case s.Options.Map != "":
		return s.Options.Map
	case s.failed != nil && f.config.Getenv("HOME") != "":
		return absoluteIn(f.config.Getenv("HOME"), mapfile.Name(s.Options.Paths[0]))
	}
	return mapfile.Beside(s.Options.Paths[0])
}

// save writes the mapping and opens the export with it.
func (s *mappingScreen) save(f *flow, path string) tea.Cmd {
	if err := s.Mapping.Check(); err != nil {
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	}
	text, err := s.Mapping.Text()
	if err != nil {
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	}
	return s.opens(f, path, text)
}

// openBy opens the export by a mapping file that is there.
func (s *mappingScreen) openBy(f *flow, path string) tea.Cmd { return s.opens(f, path, nil) }

func (s *mappingScreen) opens(f *flow, path string, text []byte) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.failed = f.next(), cancel, nil
	o := s.Options
	o.Map = path
	return saveMappingCmd(ctx, f.engine, s.request, o, text)
}

func (s *mappingScreen) mappingSaved(f *flow, msg mappingSavedMsg) tea.Cmd {
	if msg.request != s.request {
		return discard(openedMsg{export: msg.export})
	}
	s.request = 0
	if msg.err != nil {
		failed := describe(msg.err)
		failed.Safe = say.NothingSent
		s.failed = &failed
		return nil
	}
	s.Options.Map, s.Saved, s.open, s.changed, s.Unusable = msg.path, msg.path, true, false, nil
	f.notice = "saved: " + paths.Shorten(msg.path, f.config.Getenv)
	f.visit(atPreview)
	return f.opens(msg.export, false)
}
