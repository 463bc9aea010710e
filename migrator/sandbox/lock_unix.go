//go:build unix

package sandbox

import (
	"errors"
	"os"
	"syscall"
)

// lockFile keeps a second sandbox away from the same state. A killed process
// loses its lock by itself; unlock takes the file away, too.
func lockFile(path string) (unlock func() error, err error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = errors.New("another sandbox uses it")
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		// Whoever held it before may have taken the file away since we opened
		// it: then it locks nothing any more.
		if there(path, file) {
			return func() error { return errors.Join(os.Remove(path), file.Close()) }, nil
		}
		if err := file.Close(); err != nil {
			return nil, err
		}
	}
}

// there reports whether an open file is the one that a path names.
func there(path string, file *os.File) bool {
	named, err := os.Stat(path)
	if err != nil {
		return false
	}
	opened, err := file.Stat()
	return err == nil && os.SameFile(named, opened)
}
