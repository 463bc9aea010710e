package tui

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// unwritable is a folder in which no checkpoint can be made; it is known before
// the import, and another place is offered.
type unwritable struct {
	folder string // "" = none
	why    string
	other  string // a folder that can be written, "" = none was found
}

// placeCheckedMsg: the folder of the checkpoint was tried.
type placeCheckedMsg struct{ unwritable }

// tryPlace makes and removes a file where the checkpoint will stand.
func (f *flow) tryPlace() tea.Cmd {
	path := f.checkpointPath(kindOr(f.target.Kind))
	if path == "" {
		return nil
	}
	e, folder := f.engine, filepath.Dir(path)
	others := []string{f.config.Folder, f.config.Getenv("HOME")}
	return func() tea.Msg {
		err := e.writable(folder)
		if err == nil {
			return placeCheckedMsg{}
		}
		bad := unwritable{folder: folder, why: say.Cause(err)}
		for _, other := range others {
			if other != "" && other != folder && e.writable(other) == nil {
				bad.other = other
				break
			}
		}
		return placeCheckedMsg{bad}
	}
}

// cannotKeep says why no checkpoint can be made where it would stand, "" when
// one can.
func (f *flow) cannotKeep() string {
	u := f.unwritable
	path := f.checkpointPath(kindOr(f.target.Kind))
	if u.folder == "" || filepath.Dir(path) != u.folder {
		return ""
	}
	why := "Nothing can be written into " + say.Clean(paths.Shorten(u.folder, f.config.Getenv)) + ": " + say.Clean(u.why) + "."
	if u.other == "" {
		return why + " e names another place."
	}
	return why + " e offers another place."
}

// otherPlace is the checkpoint's path in a folder that can be written.
func (f *flow) otherPlace() string {
	path := f.checkpointPath(kindOr(f.target.Kind))
	if f.cannotKeep() == "" || f.unwritable.other == "" {
		return path
	}
	return filepath.Join(f.unwritable.other, filepath.Base(path))
}

// tryToWrite makes a file and removes it.
func tryToWrite(folder string) error {
	file, err := os.CreateTemp(folder, ".usher-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}
