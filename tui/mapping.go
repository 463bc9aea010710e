package tui

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/mapfile"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// mapped is a flat export with the mapping of its columns: what the mapping
// screen shows and corrects.
type mapped struct {
	options sources.Options
	mapping *sources.Mapping
	// saved is the mapping file that mapping stands in, "" = it was guessed.
	saved string
	// open: the export that the flow has open was read with this mapping.
	open bool
}

// mappingScreen shows which column of a table, or path into JSON, goes into
// which field, with values of each, and lets them be corrected. A corrected
// mapping is saved as a mapping file, by which the export is read from then on.
type mappingScreen struct {
	mapped
	of     int // request of the opening that mapped came from
	cursor cursor
	stage  mappingStage
	picker cursor
	// changed: what is shown differs from what was guessed or saved.
	changed bool
	line    input // a setting or the path of the file

	request int // of the saving and opening, 0 = none
	cancel  context.CancelFunc
	failed  *failure
}

type mappingStage int

const (
	mapColumns mappingStage = iota
	mapGoal                 // where the selected column goes
	mapSetting              // one of the values that a setting has
	mapNumber               // a setting that is typed
	mapPath                 // where the mapping file is saved
)

// mappingSavedMsg: the mapping was written, and the export opened with it.
type mappingSavedMsg struct {
	request int
	path    string
	export  *opened
	err     error
}

func (s *mappingScreen) enter(f *flow) tea.Cmd {
	if s.of != f.mapped.request && !s.keeps(f.mapped.mapped) {
		*s = mappingScreen{mapped: f.mapped.mapped, of: f.mapped.request}
	}
	return nil
}

// keeps says that an export was opened again whose columns were corrected here
// and not saved: what was entered is not lost.
func (s *mappingScreen) keeps(m mapped) bool {
	if !s.changed || !slices.Equal(s.options.Paths, m.options.Paths) {
		return false
	}
	return slices.EqualFunc(s.mapping.About, m.mapping.About, func(a, b sources.ColumnGuess) bool { return a.Column == b.Column })
}

func (s *mappingScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case mappingSavedMsg:
		return s.mappingSaved(f, msg)
	case tea.KeyMsg:
		return s.key(f, msg)
	}
	return nil
}

func (s *mappingScreen) key(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.request != 0:
		if key.Matches(msg, keys.back) {
			s.cancel()
			s.request, f.notice = 0, "stopped reading"
		}
	case s.failed != nil:
		return s.failedKey(f, msg)
	case s.stage == mapGoal, s.stage == mapSetting:
		s.pickKey(f, msg)
	case s.stage == mapNumber, s.stage == mapPath:
		return s.lineKey(f, msg)
	default:
		return s.columnKey(f, msg)
	}
	return nil
}

func (s *mappingScreen) columnKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.cursor.move(msg, s.rows(), max(1, f.height-mappingFoot)):
	case key.Matches(msg, keys.back):
		f.back = true
	case key.Matches(msg, keys.enter):
		return s.goOn(f)
	case key.Matches(msg, keys.right), key.Matches(msg, keys.space):
		s.pick()
	case key.Matches(msg, keys.export):
		s.stage, s.line = mapPath, newInput(paths.Escaped(s.file(f)))
	}
	return nil
}

func (s *mappingScreen) failedKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.failed = nil
	case key.Matches(msg, keys.retry), key.Matches(msg, keys.enter):
		return s.goOn(f)
	case key.Matches(msg, keys.export):
		s.failed, s.stage, s.line = nil, mapPath, newInput(paths.Escaped(s.file(f)))
	}
	return nil
}

// rows is how many columns and settings there are.
func (s *mappingScreen) rows() int { return len(s.mapping.About) + len(s.settings()) }

// column is the selected column, nil when a setting is selected.
func (s *mappingScreen) column() *sources.ColumnGuess {
	if s.cursor.at < len(s.mapping.About) {
		return &s.mapping.About[s.cursor.at]
	}
	return nil
}

// setting is the selected setting; there is one when column is nil.
func (s *mappingScreen) setting() hashSetting {
	list := s.settings()
	return list[min(max(0, s.cursor.at-len(s.mapping.About)), len(list)-1)]
}

// settings are those that the hashes of the chosen type have.
func (s *mappingScreen) settings() []hashSetting {
	if s.mapping.Password == nil {
		return nil
	}
	return settingsOf(s.mapping.SettingOf("type").Value)
}

// pick opens the list of what the selected row can be.
func (s *mappingScreen) pick() {
	if c := s.column(); c != nil {
		s.stage, s.picker = mapGoal, cursor{at: goalOf(s.mapping, *c)}
		return
	}
	set := s.setting()
	if len(set.values) == 0 {
		s.stage, s.line = mapNumber, newInput(s.mapping.SettingOf(set.name).Value)
		return
	}
	s.stage, s.picker = mapSetting, cursor{}
	for i, v := range set.values {
		if v.value == s.mapping.SettingOf(set.name).Value {
			s.picker.at = i
		}
	}
}

func (s *mappingScreen) pickKey(f *flow, msg tea.KeyMsg) {
	n := len(goals)
	if s.stage == mapSetting {
		n = len(s.setting().values)
	}
	switch {
	case s.picker.move(msg, n, max(1, f.height-3)):
	case key.Matches(msg, keys.back), key.Matches(msg, keys.left):
		s.stage = mapColumns
	case key.Matches(msg, keys.enter), key.Matches(msg, keys.right), key.Matches(msg, keys.space):
		if s.stage == mapSetting {
			s.set(f, s.setting().values[s.picker.at].value)
			return
		}
		s.give(f, goals[s.picker.at])
	}
}

// give sends the selected column to another field.
func (s *mappingScreen) give(f *flow, to goal) {
	column := s.column().Column
	if goals[goalOf(s.mapping, *s.column())].name() == to.name() {
		s.stage = mapColumns // it goes there already
		return
	}
	origin := to.origin
	origin.Column = column
	moved, err := s.mapping.Give(origin, to.field)
	if err != nil {
		f.notice = err.Error()
		return
	}
	s.corrected()
	if len(moved) > 0 {
		where := "left out"
		if field := s.mapping.Goes(moved[0]); field != "" {
			where = "kept in " + field
		}
		f.notice = strings.Join(moved, ", ") + ": now " + where
	}
}

func (s *mappingScreen) set(f *flow, value string) {
	if err := s.mapping.Set(s.setting().name, value); err != nil {
		f.notice = err.Error()
		return
	}
	s.corrected()
	s.cursor.at = min(s.cursor.at, s.rows()-1)
}

func (s *mappingScreen) corrected() {
	s.stage, s.open, s.saved, s.changed = mapColumns, false, "", true
	s.cursor.at = min(s.cursor.at, s.rows()-1)
}

func (s *mappingScreen) lineKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.stage = mapColumns
	case key.Matches(msg, keys.enter) && s.stage == mapPath:
		typed := paths.In(s.line.value(), f.config.Getenv, func(string) bool { return false })
		if len(typed) != 1 {
			f.notice = "type the path of one file; quotes hold spaces together"
			return nil
		}
		s.stage = mapColumns
		return s.save(f, absoluteIn(f.config.Folder, typed[0]))
	case key.Matches(msg, keys.enter):
		value := strings.TrimSpace(s.line.value())
		if strings.Trim(value, "0123456789") != "" || len(value) > 9 {
			f.notice = "type a number, or nothing for the default"
			return nil
		}
		s.set(f, value)
	default:
		s.line.update(msg)
	}
	return nil
}

// goOn goes to the preview: at once when the export was opened with this very
// mapping, else once it is saved and the export opened with it.
func (s *mappingScreen) goOn(f *flow) tea.Cmd {
	switch err := s.mapping.Check(); {
	case err != nil:
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	case s.open && f.export != nil:
		f.visit(atPreview)
		return nil
	}
	return s.save(f, s.file(f))
}

// file is where the mapping is saved unless another path is typed.
func (s *mappingScreen) file(f *flow) string {
	switch {
	case s.saved != "":
		return s.saved
	case s.options.Map != "":
		return s.options.Map
	case s.failed != nil && f.config.Getenv("HOME") != "":
		return absoluteIn(f.config.Getenv("HOME"), mapfile.Name(s.options.Paths[0]))
	}
	return mapfile.Beside(s.options.Paths[0])
}

// save writes the mapping and opens the export with it.
func (s *mappingScreen) save(f *flow, path string) tea.Cmd {
	if err := s.mapping.Check(); err != nil {
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	}
	text, err := s.mapping.Text()
	if err != nil {
		f.notice = sentenceOf(say.Clean(err.Error()))
		return nil
	}
	ctx, cancel := context.WithCancel(f.ctx)
	s.request, s.cancel, s.failed = f.next(), cancel, nil
	o := s.options
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
	s.options.Map, s.saved, s.open, s.changed = msg.path, msg.path, true, false
	f.notice = "saved: " + paths.Shorten(msg.path, f.config.Getenv)
	f.visit(atPreview)
	return f.opens(msg.export, false)
}

func (s *mappingScreen) step() step        { return stepExport }
func (s *mappingScreen) typing(*flow) bool { return s.stage == mapNumber || s.stage == mapPath }
