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
	mapfile.Columns
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
	line    input // a setting, values, or the path of the file
	flag    goal  // that the values typed raise
	// dropped is what stood in the metadata before all of it was left out.
	dropped *keptMetadata

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
	mapValues               // which values raise a flag
	mapFile                 // the mapping file is being edited elsewhere
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
	if !s.changed || !slices.Equal(s.Options.Paths, m.Options.Paths) {
		return false
	}
	return slices.EqualFunc(s.Mapping.About, m.Mapping.About, func(a, b sources.ColumnGuess) bool { return a.Column == b.Column })
}

func (s *mappingScreen) update(f *flow, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case mappingSavedMsg:
		return s.mappingSaved(f, msg)
	case mappingReadMsg:
		s.mappingRead(f, msg)
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
	case s.stage == mapFile:
		return s.fileKey(f, msg)
	case s.stage == mapNumber, s.stage == mapPath, s.stage == mapValues:
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
	case key.Matches(msg, keys.drop):
		s.dropOrKeep(f)
	case key.Matches(msg, keys.byHand):
		return s.editFile(f)
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
func (s *mappingScreen) rows() int { return len(s.Mapping.About) + len(s.settings()) }

// column is the selected column, nil when a setting is selected.
func (s *mappingScreen) column() *sources.ColumnGuess {
	if s.cursor.at < len(s.Mapping.About) {
		return &s.Mapping.About[s.cursor.at]
	}
	return nil
}

// setting is the selected setting; there is one when column is nil.
func (s *mappingScreen) setting() mappingSetting {
	list := s.settings()
	return list[min(max(0, s.cursor.at-len(s.Mapping.About)), len(list)-1)]
}

// settings are those that the hashes of the chosen type have, and those of the
// file.
func (s *mappingScreen) settings() []mappingSetting {
	of := []mappingSetting{restSetting, textSetting}
	if s.Mapping.Password == nil {
		return of
	}
	return append(settingsOf(s.Mapping.SettingOf("type").Value), of...)
}

// valueOf is what a setting is set to, "" = not set.
func (s *mappingScreen) valueOf(set mappingSetting) string {
	switch set.name {
	case restSetting.name:
		return s.Mapping.Rest
	case textSetting.name:
		return s.Mapping.Encoding
	}
	return s.Mapping.SettingOf(set.name).Value
}

// pick opens the list of what the selected row can be.
func (s *mappingScreen) pick() {
	if c := s.column(); c != nil {
		s.stage, s.picker = mapGoal, cursor{at: goalOf(s.Mapping, *c)}
		return
	}
	set := s.setting()
	if len(set.values) == 0 {
		s.stage, s.line = mapNumber, newInput(s.valueOf(set))
		return
	}
	s.stage, s.picker = mapSetting, cursor{}
	for i, v := range set.values {
		if v.value == s.valueOf(set) {
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
	case key.Matches(msg, keys.also) && s.stage == mapGoal:
		s.also(f, goals[s.picker.at])
	}
}

// give sends the selected column to another field.
func (s *mappingScreen) give(f *flow, to goal) {
	column := s.column().Column
	if to.is {
		s.askValues(to)
		return
	}
	if goals[goalOf(s.Mapping, *s.column())].name() == to.name() {
		s.stage = mapColumns // it goes there already
		return
	}
	origin := to.origin
	origin.Column = column
	s.gives(f, origin, to)
}

func (s *mappingScreen) gives(f *flow, origin sources.MappingOrigin, to goal) {
	moved, err := s.Mapping.Give(origin, to.field)
	if err != nil {
		f.notice = err.Error()
		return
	}
	s.corrected()
	if len(moved) > 0 {
		where := "left out"
		if field := s.Mapping.Goes(moved[0]); field != "" {
			where = "kept in " + field
		}
		f.notice = strings.Join(moved, ", ") + ": now " + where
	}
}

func (s *mappingScreen) set(f *flow, value string) {
	if err := s.setTo(value); err != nil {
		f.notice = err.Error()
		return
	}
	s.corrected()
	s.cursor.at = min(s.cursor.at, s.rows()-1)
}

func (s *mappingScreen) setTo(value string) error {
	switch s.setting().name {
	case restSetting.name:
		return s.Mapping.SetRest(value)
	case textSetting.name:
		s.Mapping.Encoding = value
		return nil
	}
	return s.Mapping.Set(s.setting().name, value)
}

func (s *mappingScreen) corrected() {
	s.dropped = nil
	s.stage, s.open, s.Saved, s.changed = mapColumns, false, "", true
	s.cursor.at = min(s.cursor.at, s.rows()-1)
}

func (s *mappingScreen) lineKey(f *flow, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.back):
		s.stage = mapColumns
	case key.Matches(msg, keys.enter) && s.stage == mapValues:
		s.valuesTyped(f)
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

func (s *mappingScreen) step() step { return stepExport }
func (s *mappingScreen) typing(*flow) bool {
	return s.stage == mapNumber || s.stage == mapPath || s.stage == mapValues
}
