package migrator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// laterName is where the checkpoint of an unfinished migration keeps the path
// of the delta that took over from it.
const laterName = "later"

// takeOver notes in the earlier migration that this one goes on from it, where
// the earlier one has users whom it never sent: they are the delta's now.
func (b *beginning) takeOver(earlier string, p *prior) (err error) {
	if p.unsent == 0 {
		return nil
	}
	path, err := filepath.Abs(b.Checkpoint)
	if err != nil {
		return &FatalError{Op: "begin delta", Err: err, Hint: "Name the checkpoint by its full path."}
	}
	store, err := b.Ports.Checkpoints.Open(earlier)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.Commit(Batch{Progress: map[string][]byte{laterName: []byte(path)}}); err != nil {
		return &FatalError{Op: "begin delta", Err: err, Hint: "Nothing was sent. Make room on the disk of " + earlier + ", then begin again."}
	}
	return nil
}

// notSucceeded refuses to send what is left of a migration from which a delta
// has taken over: those users are in the later export, perhaps otherwise, and
// an old password would come before their new one.
func notSucceeded(path string, store Store) error {
	later, err := store.Progress(laterName)
	if err != nil {
		return &FatalError{Op: "read checkpoint " + path, Err: err, Hint: checkpointHint}
	}
	if len(later) == 0 {
		return nil
	}
	why := fmt.Errorf("%s has taken over from %s with a later export", later, path)
	switch _, err := os.Stat(string(later)); {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil // the delta was given up
	case err != nil: // it may well be there
		why = fmt.Errorf("%w; it cannot be looked at: %v", why, err) // as a whole: not that error's way on
	}
	return &FatalError{
		Op: "resume", Err: why,
		Hint: "Go on with that one: usher resume " + ShellWord(string(later)) + " ; or, if the later export was a mistake, move its checkpoint away first.",
	}
}
