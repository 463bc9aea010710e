package stream

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Limits of what a folder or an archive may hold.
const (
	maxFiles  = 100_000
	maxLevels = 4
)

var tooMany = &Refusal{Reason: "more than 100,000 files", Hint: "Name the files of the export, or a folder that has only these."}

// fromFolder takes the files of a folder and of those inside it. Hidden ones
// are left out without a word: they are the system's. Links to folders are not
// followed, so that none leads in a circle.
func fromFolder(folder string) (*Set, error) {
	s := &Set{Several: true}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil && path == folder {
			return missing(err)
		}
		if err != nil {
			s.Left = append(s.Left, Left{Name: path, Reason: missing(err).Error()})
			return fs.SkipDir
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != folder
		if d.IsDir() {
			if hidden {
				return fs.SkipDir
			}
			if levels(folder, path) > maxLevels {
				s.Left = append(s.Left, Left{Name: path, Reason: tooDeep})
				return fs.SkipDir
			}
			return nil
		}
		if hidden {
			return nil
		}
		if reason := noFile(path); reason != "" {
			s.Left = append(s.Left, Left{Name: path, Reason: reason})
			return nil
		}
		if len(s.Files) == maxFiles {
			return tooMany
		}
		s.Files = append(s.Files, OnDisk(path))
		return nil
	})
	if err != nil {
		return nil, err
	}
	sortNaturally(s.Files)
	return s, nil
}

const tooDeep = "a folder too deep inside; name it by itself"

// noFile says why something that a folder or a pattern holds is no file that
// can be read, "" where it may be one.
func noFile(path string) string {
	info, err := os.Stat(path) // follows links
	switch {
	case err != nil:
		return missing(err).Error()
	case info.IsDir():
		return "a folder; name it by itself"
	case !info.Mode().IsRegular():
		return "a pipe or a device, not a file"
	}
	return ""
}

func levels(folder, path string) int {
	rel, err := filepath.Rel(folder, path)
	if err != nil || rel == "." {
		return 0
	}
	return strings.Count(rel, string(filepath.Separator)) + 1
}
