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
