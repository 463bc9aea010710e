// Package mapfile keeps corrected mappings beside the exports that they are
// for, so that they are taken up when the export is opened again.
//
//	path := mapfile.Beside("/home/ada/users.csv.gz") // /home/ada/users-mapping.json
//	err := mapfile.Write(path, text)
package mapfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// end is what names of mapping files end in.
const end = "-mapping.json"

// Name is the name of the mapping file of an export: that of the export
// without what it ends in.
func Name(export string) string {
	name := filepath.Base(export)
	for _, compressed := range []string{".gz", ".zst", ".zip"} {
		name = without(name, compressed)
	}
	return without(name, filepath.Ext(name)) + end
}

func without(name, end string) string {
	if cut := strings.TrimSuffix(name, end); cut != "" {
		return cut
	}
	return name
}

// Beside is where the mapping of an export is saved, and looked for.
func Beside(export string) string { return filepath.Join(filepath.Dir(export), Name(export)) }

var errOther = errors.New("a file that is not a mapping file is there, and is not overwritten")

// Write writes a mapping file for the operator alone (0600), in the place of an
// earlier one, and never over or through anything else. Its error is a
// *migrator.FatalError.
func Write(path string, text []byte) error {
	refused := func(err error) error {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return &migrator.FatalError{Op: "save mapping file " + path, Err: err, Hint: "Save it under another path."}
	}
	if info, err := os.Lstat(path); err == nil {
		if _, err := sources.ReadMapping(path); err != nil || !info.Mode().IsRegular() {
			return refused(errOther)
		}
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".usher-mapping-*")
	if err != nil {
		return refused(err)
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return refused(errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}
