package stream

import (
	"io"

	"example.com/usher/sources/spill"
)

// fromStdin keeps what comes through a pipe in a temporary file, because an
// export is read more than once.
func fromStdin(in io.Reader) (*Set, error) {
	s, err := spill.New()
	if err != nil {
		return nil, err
	}
	n, err := io.Copy(s, in)
	if err != nil {
		return nil, closeWith(s, err)
	}
	return &Set{close: s, Files: []File{{
		Name: "standard input", Size: n,
		open: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(s, 0, n)), nil },
	}}}, nil
}
