package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFolderThatTakesNoFileIsSaidBeforeTheImport(t *testing.T) {
	e := &fakeEngine{readOnly: []string{"/home/ada/dl"}, migration: newFakeMigration()}
	m := toDestination(t, e, nil)
	press(m, "enter")
	if len(e.begun) > 0 {
		t.Fatal("the import began")
	}
	press(m, "esc")
	if want := "Nothing can be written into ~/dl: permission denied. e offers another"; !strings.Contains(m.View(), want) {
		t.Errorf("%q is not shown:\n%s", want, m.View())
	}
	press(m, "end", "e", "enter", "enter", "enter")
	if len(e.begun) != 1 || e.begun[0].checkpoint != "/home/ada/auth0-users-sandbox.usher" {
		t.Errorf("begun %+v", e.begun)
	}
}

func TestTryToWriteLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	if err := tryToWrite(folder); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	if err := tryToWrite(filepath.Join(folder, "gone")); err == nil {
		t.Error("a folder that is not there can be written")
	}
}

func TestAnotherPlaceIsOneKeyAway(t *testing.T) {
	for name, way := range map[string][]string{
		"from the destination": {"enter", "enter", "enter", "enter"},         // begin: the place, taken, on, begin
		"from any option":      {"esc", "g", "e", "enter", "enter", "enter"}, // the place, taken, on, begin
	} {
		t.Run(name, func(t *testing.T) {
			e := &fakeEngine{readOnly: []string{"/home/ada/dl"}, migration: newFakeMigration()}
			m := toDestination(t, e, nil)
			press(m, way...)
			if len(e.begun) != 1 || e.begun[0].checkpoint != "/home/ada/auth0-users-sandbox.usher" {
				t.Errorf("begun %+v:\n%s", e.begun, m.View())
			}
		})
	}
}

func TestAWindowWithoutMeasuresIsTakenForAnOrdinaryOne(t *testing.T) {
	m := open(t, plain(), nil, 0, 0)
	holds(t, m.View(), 80, 24)
	if !strings.Contains(m.View(), "Start with an export of your users") {
		t.Errorf("the screen is\n%s", m.View())
	}
}

func TestALongPathLeavesRoomForWhatCanBeDone(t *testing.T) {
	fl := describe(&os.PathError{Op: "open", Path: "/" + strings.Repeat("abcdefgh/", 500) + "end.json", Err: os.ErrNotExist})
	fl.Where, fl.Now = "/"+strings.Repeat("abcdefgh/", 500)+"end.json", "Check the path."
	lines := fl.lines(newLook(environ(nil)), 80)
	all := strings.Join(lines, "\n")
	if len(lines) > 12 || !strings.Contains(all, "Check the path.") || !strings.Contains(all, "end.json") {
		t.Errorf("%d lines:\n%s", len(lines), all)
	}
}
