package tui

import (
	"testing"

	"github.com/charmbracelet/bubbletea"
)

func TestLettersThatArriveTogetherAreSeveralKeys(t *testing.T) {
	m := open(t, &fakeEngine{}, nil, 80, 24)
	m.toPreview(true)
	together := func(text string, paste bool) {
		feed(m, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: paste})
	}
	together("jjl", false)
	if m.place() != atFinding || m.flow.pickedCode != aPreview().Findings[2].Code {
		t.Fatalf("at %v with %q", m.place(), m.flow.pickedCode)
	}
	together("h/ada@", false) // what follows the key of the search is text
	if s := m.screens[atSearch].(*searchScreen); m.place() != atSearch || s.query.value() != "ada@" {
		t.Fatalf("at %v with %q", m.place(), s.query.value())
	}
	press(m, "esc")
	together("jjl", true) // a paste is no key
	if m.place() != atPreview {
		t.Errorf("at %v", m.place())
	}
}
