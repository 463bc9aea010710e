package checkpoint

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// Files opens and creates checkpoints; it is the port Checkpoints of package
// migrator. Errors are *migrator.CheckpointError.
type Files struct{}

var _ migrator.Checkpoints = Files{}

// lockWait is how long a lock may be held by somebody who only looks.
const lockWait = 250 * time.Millisecond

// Create makes a checkpoint at a path where nothing is, mode 0600. It is
// complete before it gets its name.
func (Files) Create(path string, m migrator.Meta) (migrator.Store, error) {
	if err := create(path, m); err != nil {
		return nil, fault(opCreate, path, err, 0)
	}
	s, err := open(opCreate, path)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Open opens a checkpoint to go on with it. Where another process has it open
// the error says so at once, with its pid.
func (Files) Open(path string) (migrator.Store, error) {
	s, err := open(opOpen, path)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Read opens a checkpoint to look at it: no byte of the file changes, it may
// be read-only, and others may read it meanwhile.
func (Files) Read(path string) (migrator.Store, error) {
	s, err := open(opRead, path)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// recordPath is where the process that has a checkpoint open is named.
func recordPath(path string) string { return path + ".pid" }

func open(op, path string) (*store, error) {
	if err := look(path); err != nil {
		return nil, refusal(op, path, err)
	}
	s := &store{path: path, readOnly: op == opRead}
	err := guarded(func() (err error) {
		s.db, err = bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait, ReadOnly: s.readOnly, OpenFile: s.openFile})
		return err
	})
	if err != nil {
		s.drop()
		return nil, refusal(op, path, err)
	}
	if err := s.load(); err != nil {
		if problemOf(err) != migrator.Damaged {
			err = errors.Join(err, s.db.Close())
		}
		s.drop()
		return nil, refusal(op, path, err)
	}
	if !s.readOnly {
		// Without a record others learn that the file is in use, not by whom.
		s.holder, _ = announce(recordPath(path))
	}
	return s, nil
}

func refusal(op, path string, cause error) error {
	pid := 0
	if problemOf(cause) == migrator.InUse {
		pid = holderOf(recordPath(path))
	}
	return fault(op, path, cause, pid)
}

// look inspects the file under a shared lock.
func look(path string) (err error) {
	f, err := openRegular(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := waitLock(f, false); err != nil {
		return err
	}
	return inspect(f)
}

// openRegular opens a regular file that is no link.
func openRegular(path string) (*os.File, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	switch {
	case before.Mode()&fs.ModeSymlink != 0:
		return nil, errLink
	case !before.Mode().IsRegular():
		return nil, errNotFile
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	after, err := f.Stat()
	if err == nil && !os.SameFile(before, after) {
		err = errLink
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
