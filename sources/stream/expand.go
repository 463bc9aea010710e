package stream

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"example.com/usher/sources/pgp"
)

// Set are the files that one name stands for.
type Set struct {
	Files []File
	// Several: the name is that of a folder or an archive, or a pattern, so
	// that there may be files in it that are no export.
	Several bool
	// Left are things in it that are no files.
	Left []Left

	close io.Closer
}

// Unlock gives the key that opens those of the files that are encrypted; nil
// is none.
func (s *Set) Unlock(key *pgp.Key) {
	for i := range s.Files {
		s.Files[i].key = key
	}
}

// Left is what was left out.
type Left struct{ Name, Reason string }

// Close gives back what the files were opened with, after the last is read.
func (s *Set) Close() error {
	if s.close == nil {
		return nil
	}
	return s.close.Close()
}

// Stdin is the name of standard input.
const Stdin = "-"

// Expand finds the files that a name stands for: a file, the files of a
// folder or of a zip or tar archive (packed or not), those that a pattern
// like users-*.json fits, or standard input ("-"). They are in natural order:
// page-2 comes before page-10.
func Expand(name string) (*Set, error) {
	if name == Stdin {
		return fromStdin(os.Stdin)
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?["):
		return fromPattern(name)
	case err != nil:
		return nil, missing(err)
	case info.IsDir():
		return fromFolder(name)
	}
	return fromFile(name)
}

// fromFile looks whether the file is an archive.
func fromFile(path string) (*Set, error) {
	head, err := headOf(path)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return fromZip(path)
	}
	for _, p := range packings {
		if bytes.HasPrefix(head, []byte(p.magic)) {
			head = unpackedHead(path, p)
			break
		}
	}
	if isTar(head) {
		return fromTar(path)
	}
	return &Set{Files: []File{OnDisk(path)}}, nil
}

func headOf(path string) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return readHead(f), nil
}

// readHead gives what is there, up to headSize; trouble shows again when the
// file is opened.
func readHead(r io.Reader) []byte {
	head := make([]byte, headSize)
	n, _ := io.ReadFull(r, head)
	return head[:n]
}

func unpackedHead(path string, p packing) []byte {
	f, err := openFile(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // only read
	content, err := p.open(f)
	if err != nil {
		return nil
	}
	return readHead(content)
}

func fromPattern(pattern string) (*Set, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return nil, &Refusal{Reason: "not a pattern of file names", Hint: "As in users-*.json.", Err: err}
	}
	s := &Set{Several: true}
	for _, p := range paths {
		if reason := noFile(p); reason != "" {
			s.Left = append(s.Left, Left{Name: p, Reason: reason})
		} else {
			s.Files = append(s.Files, OnDisk(p))
		}
	}
	if len(s.Files) == 0 {
		return nil, &Refusal{Reason: "no file fits this pattern", Hint: "Check the path.", Err: fs.ErrNotExist}
	}
	sortNaturally(s.Files)
	return s, nil
}
