package tui

import (
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/paths"
)

func (s *exportScreen) typed(f *flow, msg tea.KeyMsg) tea.Cmd {
	before := s.typedFolder(f)
	if !s.input.update(msg) {
		return nil
	}
	s.failed, s.cursor = nil, cursor{}
	if folder := s.typedFolder(f); folder != before {
		return readFolderCmd(f.engine, folder)
	}
	return nil
}

// typedFolder is the folder that the typed path is in.
func (s *exportScreen) typedFolder(f *flow) string {
	typed := s.lastWord()
	if typed == "" {
		return f.config.Folder
	}
	path := paths.Expand(typed, f.config.Getenv)
	folder, _ := filepath.Split(path)
	if !filepath.IsAbs(path) {
		folder = filepath.Join(f.config.Folder, folder)
	}
	return filepath.Clean(folder)
}

// lastWord is what completion works on: the path that is being typed.
func (s *exportScreen) lastWord() string {
	typed := s.input.value()
	w := paths.Words(typed)
	if len(w) == 0 || (strings.HasSuffix(typed, " ") && !strings.HasSuffix(typed, `\ `)) {
		return ""
	}
	return w[len(w)-1]
}

// shown are the files that the typed text may become.
func (s *exportScreen) shown(f *flow) []foundFile {
	_, prefix := filepath.Split(s.lastWord())
	if s.folder != s.typedFolder(f) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.files), func(file foundFile) bool {
		if file.folder && prefix == "" && s.input.value() == "" {
			return true // only exports until something is typed
		}
		return !strings.HasPrefix(strings.ToLower(file.name), strings.ToLower(prefix))
	})
}

// complete types as much as all candidates have in common.
func (s *exportScreen) complete(f *flow) tea.Cmd {
	shown := s.shown(f)
	if len(shown) == 0 {
		f.notice = "nothing here begins like that and is an export"
		return nil
	}
	common := shown[0].name
	for _, file := range shown[1:] {
		common = commonPrefix(common, file.name)
	}
	if len(shown) == 1 && shown[0].folder {
		common += string(filepath.Separator)
	}
	typed, last := s.input.value(), s.lastWord()
	_, prefix := filepath.Split(last)
	if len(common) <= len(prefix) {
		return nil
	}
	before := s.typedFolder(f)
	if kept, ok := strings.CutSuffix(typed, prefix); ok {
		s.input = newInput(kept + paths.Escaped(common))
	} else {
		s.input = newInput(typed + paths.Escaped(common[len(prefix):]))
	}
	if folder := s.typedFolder(f); folder != before {
		return readFolderCmd(f.engine, folder)
	}
	return nil
}

func commonPrefix(a, b string) string {
	ra, rb := []rune(a), []rune(b)
	n := 0
	for n < len(ra) && n < len(rb) && ra[n] == rb[n] {
		n++
	}
	return string(ra[:n])
}

// typedPaths are the absolute paths that the input names.
func (s *exportScreen) typedPaths(f *flow, exists func(string) bool) []string {
	absolute := func(p string) string {
		if filepath.IsAbs(p) {
			return p
		}
		return filepath.Join(f.config.Folder, p)
	}
	list := paths.In(s.input.value(), f.config.Getenv, func(p string) bool { return exists(absolute(p)) })
	for i, p := range list {
		list[i] = absolute(p)
	}
	return list
}

// only is the one export that the typed beginning can become, or none.
func (s *exportScreen) only(f *flow) foundFile {
	files := slices.DeleteFunc(s.shown(f), func(file foundFile) bool { return file.folder })
	if len(files) != 1 {
		return foundFile{}
	}
	return files[0]
}
