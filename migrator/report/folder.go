package report

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"example.com/usher/migrator"
)

// folder is where the files of a report come to stand. They are written under
// temporary names and named when all of them are complete.
type folder struct {
	dir   string
	files []*file
}

// file is one of them.
type file struct {
	*bufio.Writer
	name string
	temp *os.File
}

// openFolder makes the folder. A link in its place is not followed.
func openFolder(dir string) (*folder, error) {
	err := os.Mkdir(dir, 0o700)
	if errors.Is(err, fs.ErrExist) {
		var info fs.FileInfo
		if info, err = os.Lstat(dir); err == nil && !info.IsDir() {
			err = errors.New("it is not a folder")
		}
	}
	if err != nil {
		return nil, trouble("open the report folder "+dir, err, "Make it a folder that you can write to, or take away what stands there; then: usher report")
	}
	return &folder{dir: dir}, nil
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

// create begins a file.
func (f *folder) create(name string) (*file, error) {
	temp, err := os.CreateTemp(f.dir, "."+name+".new-*") // mode 0600
	if err != nil {
		return nil, f.trouble(name, err)
	}
	w := &file{Writer: bufio.NewWriterSize(temp, 1<<16), name: name, temp: temp}
	f.files = append(f.files, w)
	return w, nil
}

// publish gives every file its name. What has the name already, a link
// perhaps, is replaced and not written to.
func (f *folder) publish() error {
	for _, w := range f.files {
		if err := errors.Join(w.Flush(), w.temp.Close()); err != nil {
			return f.trouble(w.name, err)
		}
	}
	for _, w := range f.files {
		if err := os.Rename(w.temp.Name(), f.path(w.name)); err != nil {
			return f.trouble(w.name, err)
		}
	}
	f.files = nil
	return nil
}

// discard takes away what was not published.
func (f *folder) discard() (err error) {
	for _, w := range f.files {
		_ = w.temp.Close() // publish may have closed it
		if e := os.Remove(w.temp.Name()); !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func (f *folder) trouble(name string, err error) error {
	return trouble("write "+f.path(name), err, "Make room on the disk and the folder writable, and close the file where it is open in another program; then: usher report")
}

// trouble is an error of the file system, which names the path by itself.
func trouble(op string, err error, hint string) error {
	switch e := err.(type) {
	case *fs.PathError:
		err = e.Err
	case *os.LinkError:
		err = e.Err
	}
	return &migrator.FatalError{Op: op, Err: err, Hint: hint}
}
