package migrator

import (
	"os"
	"path/filepath"
	"slices"

	"example.com/usher/sources"
)

// standardInput is what an export that came through a pipe is called.
const standardInput = "-"

// setInputs notes what opens the same export again, in the same order and
// from any folder. Hash files are recognised by their content, so only those
// after the last file of users stand apart.
func (m *Meta) setInputs(export exported) error {
	inputs := export.Inputs()
	users := len(inputs)
	for users > 0 && inputs[users-1].Kind == sources.PasswordHashes {
		users--
	}
	var err error
	if m.Inputs, err = reopenable(inputs[:users]); err != nil {
		return err
	}
	if m.Hashes, err = reopenable(inputs[users:]); err != nil {
		return err
	}
	if mapping := export.Mapping(); mapping != "" {
		m.Map, err = absolute(mapping)
	}
	return err
}

// reopenable gives absolute paths; files in an archive are reached through it.
func reopenable(inputs []sources.Input) ([]string, error) {
	var paths []string
	for _, in := range inputs {
		path, err := absolute(onDisk(in.Path))
		if err != nil {
			return nil, err
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

func absolute(path string) (string, error) {
	if path == standardInput {
		return path, nil
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return "", &FatalError{Op: "name input " + path, Err: err, Hint: "Name the export by its full path."}
	}
	return full, nil
}

// onDisk is the file that holds an input: the input itself, or the archive
// that its path leads through.
func onDisk(path string) string {
	for p := path; ; {
		if info, err := os.Stat(p); err == nil && !info.IsDir() {
			return p
		}
		up := filepath.Dir(p)
		if up == p || up == "." {
			return path
		}
		p = up
	}
}
