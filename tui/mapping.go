package tui

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/tui/mapfile"
	"example.com/usher/tui/paths"
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

func (s *mappingScreen) step() step { return stepExport }
func (s *mappingScreen) typing(*flow) bool {
	return s.stage == mapNumber || s.stage == mapPath || s.stage == mapValues
}
