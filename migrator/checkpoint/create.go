package checkpoint

import (
	"errors"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// create makes the file under a temporary name beside its own, and names it
// when it is complete and on disk.
func create(path string, m migrator.Meta) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return os.ErrExist
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return unwritable(err)
	}
	temporary := f.Name()
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temporary))
		}
	}()
	if err := f.Close(); err != nil {
		return unwritable(err)
	}
	if err := build(temporary, m); err != nil {
		return unwritable(err)
	}
	return publish(temporary, path)
}

// unwritable hides that a folder is missing, which would read as if the
// checkpoint were.
func unwritable(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return errors.New("its folder does not exist")
	}
	return err
}

func build(path string, m migrator.Meta) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		if err := tx.Bucket(fixedBucket).Put(headerKey, header(version)); err != nil {
			return err
		}
		return putMeta(tx, m)
	})
	return errors.Join(err, db.Close())
}

// putMeta stores all of a new migration's meta.
func putMeta(tx *bbolt.Tx, m migrator.Meta) error {
	fixed, moving := m, tx.Bucket(movingBucket)
	fixed.Watermarks, fixed.State, fixed.Pacing = nil, migrator.RunState{}, nil
	if err := putJSON(tx.Bucket(fixedBucket), metaKey, fixed); err != nil {
		return err
	}
	if err := putJSON(moving, countsKey, migrator.Counts{}); err != nil {
		return err
	}
	b := migrator.Batch{Watermarks: m.Watermarks, State: &m.State, Pacing: m.Pacing}
	return putMoving(moving, b)
}

// putMoving stores the parts of a batch that replace what is there.
func putMoving(moving *bbolt.Bucket, b migrator.Batch) error {
	if b.Watermarks != nil {
		if err := putJSON(moving, watermarksKey, b.Watermarks); err != nil {
			return err
		}
	}
	if b.State != nil {
		if err := putJSON(moving, stateKey, b.State); err != nil {
			return err
		}
	}
	if b.Pacing != nil {
		return putJSON(moving, pacingKey, b.Pacing)
	}
	return nil
}
