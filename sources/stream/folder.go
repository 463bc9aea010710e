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
// are left out without a word: they are the system's.
func fromFolder(folder string) (*Set, error) {
	s := &Set{Several: true}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return missing(err)
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != folder
		if d.IsDir() {
			if hidden || levels(folder, path) > maxLevels {
				return fs.SkipDir
			}
			return nil
		}
		info, err := os.Stat(path) // follows links
		if hidden || err != nil || !info.Mode().IsRegular() {
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

func levels(folder, path string) int {
	rel, err := filepath.Rel(folder, path)
	if err != nil || rel == "." {
		return 0
	}
	return strings.Count(rel, string(filepath.Separator)) + 1
}
