package checkpoint

import (
	"bytes"
	"os"
	"slices"
	"sync"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// store is an open checkpoint. All methods may be called at the same time.
type store struct {
	path     string
	readOnly bool
	db       *bbolt.DB
	file     *os.File // bbolt's own
	holder   *holder

	commits sync.Mutex // one commit at a time

	mu     sync.Mutex // guards the rest
	last   state
	broken error // what made the store unusable
	closed bool
}

// state is what the store keeps in memory of the last commit.
type state struct {
	meta    migrator.Meta
	counts  migrator.Counts
	words   *reasons
	points  int    // of the history
	commits uint64 // bbolt's number of the transaction
}

// openFile is os.OpenFile for bbolt, which never creates.
func (s *store) openFile(path string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag&^os.O_CREATE, mode)
	s.file = f
	return f, err
}

// load reads everything but outcomes, history and progress.
func (s *store) load() error {
	return guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error {
			if err := checkHeader(tx); err != nil {
				return err
			}
			return s.last.read(tx)
		})
	})
}

func (l *state) read(tx *bbolt.Tx) (err error) {
	moving := tx.Bucket(movingBucket)
	if tx.Bucket(fixedBucket).Get(metaKey) == nil || moving.Get(countsKey) == nil {
		return damaged("meta or counts are gone")
	}
	for _, v := range []struct {
		bucket *bbolt.Bucket
		key    []byte
		into   any
	}{
		{tx.Bucket(fixedBucket), metaKey, &l.meta},
		{moving, countsKey, &l.counts},
		{moving, watermarksKey, &l.meta.Watermarks},
		{moving, stateKey, &l.meta.State},
		{moving, pacingKey, &l.meta.Pacing},
	} {
		if err := getJSON(v.bucket, v.key, v.into); err != nil {
			return err
		}
	}
	if l.words, err = loadReasons(tx.Bucket(reasonsBucket)); err != nil {
		return err
	}
	points, err := readHistory(tx.Bucket(historyBucket))
	l.points, l.commits = len(points), uint64(tx.ID())
	return err
}

// current gives the state of the last commit, or why there is none to be had.
func (s *store) current() (state, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return s.last, errClosed
	}
	return s.last, s.broken
}

// Meta is what was stored when the migration began, with the watermarks,
// state and pacing of the last commit.
func (s *store) Meta() migrator.Meta {
	l, _ := s.current()
	l.meta.Watermarks = slices.Clone(l.meta.Watermarks)
	l.meta.Pacing = bytes.Clone(l.meta.Pacing)
	return l.meta
}

// Counts are the sums over the outcomes of the last commit.
func (s *store) Counts() migrator.Counts {
	l, _ := s.current()
	return l.counts
}

// History is the requests over time, oldest first.
func (s *store) History() (points []migrator.Point, err error) {
	err = s.view(func(tx *bbolt.Tx) (err error) {
		points, err = readHistory(tx.Bucket(historyBucket))
		return err
	})
	return points, err
}

// Progress is what a use case keeps under a name of its own, or nil.
func (s *store) Progress(name string) (value []byte, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		sealed := tx.Bucket(progressBucket).Get([]byte(name))
		if sealed == nil {
			return nil
		}
		found, err := unseal([]byte(name), sealed)
		value = append([]byte{}, found...)
		return err
	})
	return value, err
}

// view reads in one transaction; what work finds must be copied.
func (s *store) view(work func(tx *bbolt.Tx) error) error {
	_, err := s.current()
	if err == nil {
		err = guarded(func() error { return s.db.View(work) })
	}
	if err != nil {
		return fault(opRead, s.path, err, 0)
	}
	return nil
}

// Close gives up the file and its lock. A second call does nothing.
func (s *store) Close() error {
	s.commits.Lock()
	defer s.commits.Unlock()
	s.mu.Lock()
	closed, broken := s.closed, s.broken
	s.closed = true
	s.mu.Unlock()
	if closed {
		return nil
	}
	s.holder.release()
	if broken != nil {
		s.drop()
		return nil
	}
	if err := guarded(s.db.Close); err != nil {
		return fault(opClose, s.path, err, 0)
	}
	return nil
}

// drop lets go of a file of which bbolt can't be asked to let go: after a
// panic it may hold its own locks for ever. Its mapping stays until the
// process ends, and would keep the file's lock.
func (s *store) drop() {
	if s.file != nil {
		_ = unlock(s.file) // bbolt may have closed it already
		_ = s.file.Close()
	}
}
