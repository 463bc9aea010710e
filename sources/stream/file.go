package stream

import (
	"io"
	"os"
	"sync/atomic"

	"example.com/usher/sources/pgp"
)

// File is one file of an export: on disk, in an archive, or what came through
// standard input.
type File struct {
	// Name is how the operator knows it: the path, or that of the archive
	// with the name inside of it.
	Name string
	// Size is what of it Open counts: bytes on disk, for members of archives
	// those after unpacking the archive.
	Size int64

	path string // where it is on disk by itself, "" in archives
	open func() (io.ReadCloser, error)
	key  *pgp.Key // opens it where it is encrypted, nil = none is at hand
}

// OnDisk is a file by itself. Whether it is there shows when it is opened.
func OnDisk(path string) File {
	f := File{Name: path, path: path, open: func() (io.ReadCloser, error) { return openFile(path) }}
	if info, err := os.Stat(path); err == nil {
		f.Size = info.Size()
	}
	return f
}

// Open opens it. What is read is added to read, which may be nil. The error
// is a *Refusal where the file is no text, or one that says what the system
// says.
func (f File) Open(read *atomic.Int64) (*Reader, error) {
	raw, err := f.open()
	if err != nil {
		return nil, err
	}
	r := &Reader{raw: raw, path: f.path, key: f.key}
	if err := r.unwrap(f.Name, read); err != nil {
		return nil, closeWith(raw, err)
	}
	return r, nil
}

// Path is where the file is on disk, "" when it is in an archive.
func (f File) Path() string { return f.path }

// Open opens a file on disk.
func Open(path string, read *atomic.Int64) (*Reader, error) { return OnDisk(path).Open(read) }
