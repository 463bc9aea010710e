package tui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/paths"
)

// choose opens what is selected or typed.
func (s *exportScreen) choose(f *flow) tea.Cmd {
	shown := s.shown(f)
	switch {
	case s.inList && len(shown) > 0:
		file := shown[min(s.cursor.at, len(shown)-1)]
		if file.folder {
			s.inList = false
			s.input = newInput(file.path + string(filepath.Separator))
			return readFolderCmd(f.engine, s.typedFolder(f))
		}
		return s.openFile(f, file)
	case strings.TrimSpace(s.input.value()) != "":
		return s.openTyped(f)
	case len(shown) > 0:
		return s.openFile(f, shown[0])
	}
	f.notice = "type the path of an export first"
	return nil
}

// openTyped opens what was typed. Whether a path with a space in it is one
// file or two is seen on the disk, so in the command.
func (s *exportScreen) openTyped(f *flow) tea.Cmd {
	typed := *s
	return s.open(f, s.input.value(), func() sources.Options {
		list := typed.typedPaths(f, paths.Exist)
		if only := typed.only(f); len(list) == 1 && only.path != "" && !paths.Exist(list[0]) {
			list[0] = only.path
		}
		o := sources.Options{Paths: list, Provider: providers[typed.provider]}
		if len(list) == 1 {
			o.Hashes = typed.hashesFor(typed.listed(list[0]))
		}
		return o
	})
}

func (s *exportScreen) openFile(f *flow, file foundFile) tea.Cmd {
	o := sources.Options{Paths: []string{file.path}, Hashes: s.hashesFor(file), Provider: providers[s.provider]}
	return s.open(f, file.path, func() sources.Options { return o })
}

func (s *exportScreen) open(f *flow, shown string, what func() sources.Options) tea.Cmd {
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.opening, s.failed = f.next(), cancel, shown, nil
	return openCmd(ctx, f.engine, s.request, what)
}

// openThese opens what the command line named.
func (s *exportScreen) openThese(f *flow, start Start) tea.Cmd {
	s.input = newInput(paths.Escaped(start.Paths[0]))
	s.provider = max(0, slices.Index(providers, start.Provider))
	o := sources.Options{Paths: start.Paths, Hashes: start.Hashes, Provider: start.Provider}
	return s.open(f, start.Paths[0], func() sources.Options { return o })
}

// listed is the found file with a path, or none.
func (s *exportScreen) listed(path string) foundFile {
	for _, file := range s.files {
		if file.path == path {
			return file
		}
	}
	return foundFile{}
}

// current is the file that enter would open.
func (s *exportScreen) current(f *flow) foundFile {
	known := func(path string) bool { return s.listed(path).path != "" }
	if paths := s.typedPaths(f, known); !s.inList && len(paths) > 0 {
		return s.listed(paths[0])
	}
	shown := s.shown(f)
	if len(shown) == 0 {
		return foundFile{}
	}
	return shown[min(s.cursor.at, len(shown)-1)]
}

// hashesFor are the password hashes found beside a file of users.
func (s *exportScreen) hashesFor(users foundFile) []string {
	if s.noHashes {
		return nil
	}
	var out []string
	for _, file := range s.beside(users) {
		out = append(out, file.path)
	}
	return out
}

// beside are the hash files of the same provider in the same folder.
func (s *exportScreen) beside(users foundFile) []foundFile {
	if users.id.Kind != sources.Users {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.files), func(file foundFile) bool {
		return file.folder || file.id.Kind != sources.PasswordHashes || file.id.Provider != users.id.Provider
	})
}

func (s *exportScreen) toggleHashes(f *flow) {
	if len(s.beside(s.current(f))) == 0 {
		f.notice = "no password hashes and no second table are beside this export"
		return
	}
	s.noHashes = !s.noHashes
}
