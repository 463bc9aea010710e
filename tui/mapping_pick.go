package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
)

// pick opens the list of what the selected row can be.
func (s *mappingScreen) pick() {
	if c := s.column(); c != nil {
		s.stage, s.picker = mapGoal, cursor{at: goalOf(s.Mapping, *c)}
		return
	}
	set := s.setting()
	if len(set.values) == 0 {
		s.stage, s.line = mapNumber, proposing(s.valueOf(set))
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
