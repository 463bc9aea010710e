package tui

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
)

// exportScreen asks where the export is: a line to type or paste into, and
// the files of that folder that are exports.
type exportScreen struct {
	input  input
	files  []foundFile
	sealed []string // names of encrypted files
	folder string   // that files are of
	read   bool
	err    error // of reading the folder

	// inList: the keys go to the list; otherwise letters are text.
	inList bool
	cursor cursor

	noHashes bool // hash files found beside are left out
	provider int  // in providers: 0 = by content

	request int // of the export being opened, 0 = none
	cancel  context.CancelFunc
	opening string
	failed  *failure
	missing bool   // what failed is not there
	first   string // first line of what was not recognised
	// unmapped: what was not recognised has columns, which can be mapped.
	unmapped bool
}

// providers are those that an export can be read as.
var providers = append([]sources.Provider{""}, sources.Providers()...)

func (s *exportScreen) enter(f *flow) tea.Cmd {
	if s.read {
		return nil
	}
	return readFolderCmd(f.engine, f.config.Folder)
}

func (s *exportScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case folderReadMsg:
		s.found(f, msg)
	case openedMsg:
		return s.opened(f, msg)
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

// found takes the files of a folder, those of users first.
func (s *exportScreen) found(f *flow, msg folderReadMsg) {
	if s.read && msg.folder != s.typedFolder(f) {
		return // another folder was typed meanwhile
	}
	slices.SortStableFunc(msg.files, func(a, b foundFile) int { return cmp.Compare(rank(a), rank(b)) })
	s.read, s.folder, s.files, s.sealed, s.err = true, msg.folder, msg.files, msg.sealed, msg.err
	s.cursor = cursor{}
}

func rank(file foundFile) int {
	switch {
	case file.folder:
		return 2
	case file.id.Kind == sources.Users:
		return 0
	}
	return 1
}

func (s *exportScreen) opened(f *flow, msg openedMsg) tea.Cmd {
	if msg.sample {
		return nil
	}
	if msg.request != s.request {
		return discard(msg)
	}
	s.request = 0
	if msg.mapped != nil {
		f.mapped.mapped, f.mapped.request = *msg.mapped, msg.request
	}
	if msg.err != nil {
		if errors.Is(msg.err, fs.ErrNotExist) && !s.inList && len(s.shown(f)) > 0 {
			s.inList, s.cursor = true, cursor{}
			f.notice = "no file has that name, but these begin like that"
			return nil
		}
		failed := describe(msg.err)
		s.missing = errors.Is(msg.err, fs.ErrNotExist)
		s.failed, s.first, s.unmapped = &failed, msg.first, msg.mapped != nil
		return nil
	}
	if f.at != atExport {
		return discard(msg)
	}
	s.failed = nil
	if msg.mapped != nil {
		f.visit(atMapping)
	} else {
		f.visit(atPreview)
	}
	return f.opens(msg.export, false)
}

func (s *exportScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.leave(f)
	case s.request != 0:
		f.notice = "opening the export; esc stops that"
	case s.failed != nil && s.unmapped && key.Matches(msg, keys.columns):
		f.closeExport()
		f.visit(atMapping)
	case key.Matches(msg, keys.enter):
		return s.choose(f)
	case key.Matches(msg, keys.toggle):
		s.toggleHashes(f)
	case key.Matches(msg, keys.provider):
		s.provider = (s.provider + 1) % len(providers)
	case s.inList && key.Matches(msg, keys.space):
		s.toggleHashes(f)
	case s.inList:
		s.listKey(f, msg)
	case msg.String() == "down", key.Matches(msg, keys.tab) && s.input.value() == "":
		s.inList = len(s.shown(f)) > 0
		s.cursor = cursor{}
	case key.Matches(msg, keys.tab):
		return s.complete(f)
	default:
		return s.typed(f, msg)
	}
	return nil
}

func (s *exportScreen) leave(f *flow) {
	switch {
	case s.request != 0:
		s.cancel()
		s.request = 0
		f.notice = "stopped opening"
	case s.failed != nil:
		s.failed = nil
	case s.inList:
		s.inList = false
	default:
		f.back = true
	}
}

func (s *exportScreen) listKey(f *flow, msg tea.KeyMsg) {
	if s.cursor.at == 0 && key.Matches(msg, keys.up) {
		s.inList = false
		return
	}
	s.cursor.move(msg, len(s.shown(f)), max(1, f.height-6))
}

func (s *exportScreen) step() step        { return stepExport }
func (s *exportScreen) typing(*flow) bool { return !s.inList }
