package migrator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// beyondUse refuses to rebuild a checkpoint that can be read, or whose trouble
// is another one than damage.
func beyondUse(ports Ports, path string) error {
	err := readThrough(ports, path)
	var bad *CheckpointError
	switch {
	case err == nil:
		return &FatalError{
			Op: "rebuild checkpoint", Err: fmt.Errorf("%s is in order", path),
			Hint: "There is nothing to rebuild: usher resume " + ShellWord(path),
		}
	case errors.As(err, &bad) && (bad.Problem == Missing || bad.Problem == Damaged || bad.Problem == Foreign):
		return nil
	}
	return err
}

// setAside moves a checkpoint that cannot be used out of the way of its
// successor. The file is kept: nobody knows what can still be read of it.
func setAside(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for n := 1; ; n++ {
		aside := path + ".damaged-" + strconv.Itoa(n)
		if _, err := os.Lstat(aside); err == nil {
			continue
		} else if !errors.Is(err, fs.ErrNotExist) {
			return &FatalError{Op: "rebuild checkpoint", Err: err, Hint: "Make the folder readable."}
		}
		if err := os.Rename(path, aside); err != nil {
			return &FatalError{Op: "rebuild checkpoint", Err: err, Hint: "Make the folder writable, or name another file with --checkpoint."}
		}
		return nil
	}
}

// readThrough reads all of a checkpoint: damage may lie anywhere in it.
func readThrough(ports Ports, path string) (err error) {
	store, err := ports.Checkpoints.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	for _, err := range store.Outcomes() {
		if err != nil {
			return err
		}
	}
	_, err = store.History()
	return err
}

// oursBefore tells whether a user bears the mark of the migration whose
// checkpoint was lost: the mark of any migration for this very record, on a
// user with its external id.
func (p *person) oursBefore(f *Found) bool {
	_, ordinal, marked := strings.Cut(f.Mark, "/")
	return p.rebuilt && marked && ordinal == strconv.FormatUint(p.ordinal, 10) && p.sharesExternalID(f)
}
