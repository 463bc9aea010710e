package tui

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/paths"
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

// listed is the found file with a path, or none.
func (s *exportScreen) listed(path string) foundFile {
	for _, file := range s.files {
		if file.path == path {
			return file
		}
	}
	return foundFile{}
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

// only is the one export that the typed beginning can become, or none.
func (s *exportScreen) only(f *flow) foundFile {
	files := slices.DeleteFunc(s.shown(f), func(file foundFile) bool { return file.folder })
	if len(files) != 1 {
		return foundFile{}
	}
	return files[0]
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

func (s *exportScreen) toggleHashes(f *flow) {
	if len(s.beside(s.current(f))) == 0 {
		f.notice = "no password hashes and no second table are beside this export"
		return
	}
	s.noHashes = !s.noHashes
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

func (s *exportScreen) step() step        { return stepExport }
func (s *exportScreen) typing(*flow) bool { return !s.inList }
