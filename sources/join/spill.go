package join

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Spill is a temporary file for text that has to be read at offsets. Only its
// owner can open it (mode 0600), and where the system allows it has no name
// any more, so that even a killed process leaves nothing behind.
type Spill struct {
	file *os.File
	name string // "" when it has none
}

// NewSpill makes an empty one in the system's folder for temporary files.
func NewSpill() (*Spill, error) {
	f, err := os.CreateTemp("", "usher-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	s := &Spill{file: f, name: f.Name()}
	if os.Remove(s.name) == nil {
		s.name = ""
	}
	return s, nil
}

// Write appends.
func (s *Spill) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	if err != nil {
		err = fmt.Errorf("write temporary file: %w", err)
	}
	return n, err
}

// ReadAt reads what was written.
func (s *Spill) ReadAt(p []byte, off int64) (int, error) { return s.file.ReadAt(p, off) }

// Close removes the file.
func (s *Spill) Close() error {
	err := s.file.Close()
	if s.name != "" {
		err = errors.Join(err, os.Remove(s.name))
	}
	return err
}

var _ interface {
	io.Writer
	io.ReaderAt
	io.Closer
} = (*Spill)(nil)
