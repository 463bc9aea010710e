// Package spill keeps text that has to be read more than once, or at offsets,
// in temporary files that nobody else can read.
package spill

import (
	"errors"
	"fmt"
	"os"
)

// File is a temporary file for text that has to be read at offsets. Only its
// owner can open it (mode 0600), and where the system allows it has no name
// any more, so that even a killed process leaves nothing behind.
type File struct {
	file *os.File
	name string // "" when it has none
}

// New makes an empty one in the system's folder for temporary files.
func New() (*File, error) {
	f, err := os.CreateTemp("", "usher-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	s := &File{file: f, name: f.Name()}
	if os.Remove(s.name) == nil {
		s.name = ""
	}
	return s, nil
}

// Write appends.
func (s *File) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	if err != nil {
		err = fmt.Errorf("write temporary file: %w", err)
	}
	return n, err
}

// ReadAt reads what was written.
func (s *File) ReadAt(p []byte, off int64) (int, error) { return s.file.ReadAt(p, off) }

// Close removes the file.
func (s *File) Close() error {
	err := s.file.Close()
	if s.name != "" {
		err = errors.Join(err, os.Remove(s.name))
	}
	return err
}
