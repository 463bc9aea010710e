package report

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"syscall"

	"example.com/usher/migrator"
)

// WriteList writes a list that is no part of the report into its folder, which
// is made where it is missing, and gives its path. Without rows nothing is
// written, and a list of before is removed: it would name users whom nothing is
// the matter with any more.
func WriteList(list migrator.ListFile) (path string, err error) {
	next, stop := iter.Pull(list.Rows)
	defer stop()
	row, any := next()
	if !any {
		return "", removeList(filepath.Join(list.Folder, list.Name))
	}
	f, err := openFolder(list.Folder)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.discard()) }()
	file, err := f.create(list.Name)
	if err != nil {
		return "", err
	}
	w := csv.NewWriter(file)
	err = w.Write(list.Columns)
	for ; any && err == nil; row, any = next() {
		err = w.Write(safe(row))
	}
	w.Flush()
	if err = errors.Join(err, w.Error()); err != nil {
		return "", f.trouble(list.Name, err)
	}
	return f.path(list.Name), f.publish()
}

func removeList(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return trouble("remove the old "+path, err, "Remove it by hand: nobody is on that list any more.")
	}
	return nil
}

// safe are cells that a spreadsheet takes for text.
func safe(cells []string) []string {
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = migrator.SafeCell(cell)
	}
	return out
}
