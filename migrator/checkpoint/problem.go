package checkpoint

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"example.com/usher/migrator"
)

var (
	errEmpty   = errors.New("the file is empty, not a checkpoint of usher")
	errLink    = errors.New("a symbolic link, not a checkpoint of usher")
	errNotFile = errors.New("not a regular file")
	errInUse   = errors.New("another process has it open")
	errClosed  = errors.New("it is closed")
)

// fault says what a cause means for a checkpoint. pid is who holds the file,
// where the cause is errInUse.
func fault(op, path string, cause error, pid int) *migrator.CheckpointError {
	e := &migrator.CheckpointError{Path: path, Op: op, Err: bare(cause), PID: pid}
	e.Problem = problemOf(cause)
	switch e.Problem {
	case migrator.InUse:
		e.Err = errInUse
		if pid != 0 {
			e.Err = errors.New("another usher has it open (pid " + strconv.Itoa(pid) + ")")
		}
		e.Hint = "Nothing was changed. See where it stands with: usher status " + migrator.ShellWord(path) + " ; or wait for it, or pause it."
	case migrator.NotWritable:
		e.Hint = notWritableHint(op, path, cause)
	default:
		e.Hint = hints(path)[e.Problem]
	}
	return e
}

// bare takes away what names the path a second time.
func bare(cause error) error {
	switch e := cause.(type) {
	case *fs.PathError:
		return e.Err
	case *os.LinkError:
		return e.Err
	}
	return cause
}

func problemOf(cause error) migrator.Problem {
	var damage *damagedError
	var newer *newerError
	switch {
	case errors.As(cause, &damage):
		return migrator.Damaged
	case errors.As(cause, &newer):
		return migrator.Newer
	case errors.Is(cause, errInUse), errors.Is(cause, berrors.ErrTimeout):
		return migrator.InUse
	case errors.Is(cause, fs.ErrNotExist):
		return migrator.Missing
	case errors.Is(cause, fs.ErrExist):
		return migrator.Exists
	case errors.Is(cause, errForeign), errors.Is(cause, errEmpty), errors.Is(cause, errLink), errors.Is(cause, errNotFile):
		return migrator.Foreign
	}
	return migrator.NotWritable
}

func hints(path string) map[migrator.Problem]string {
	return map[migrator.Problem]string{
		migrator.Missing: "Name a checkpoint that is there, or begin a migration with: usher import EXPORT",
		migrator.Exists:  "Nothing was changed. Go on with it by: usher resume " + migrator.ShellWord(path) + " ; or name another file with --checkpoint.",
		migrator.Foreign: "The file is left as it is. Name another one; if this was a checkpoint once, restore a copy of it first.",
		migrator.Damaged: "Nothing more is sent and the file is left as it is. Put a copy of it back, then: usher resume " + migrator.ShellWord(path) +
			" ; without one, look everybody up at Stytch and go on, nobody is created twice: usher import EXPORT --to ... --checkpoint " + migrator.ShellWord(path) + " --rebuild",
		migrator.Newer: "Nothing was changed. Go on with the usher that wrote it, or a newer one.",
	}
}

func notWritableHint(op, path string, cause error) string {
	switch {
	case op == opRead:
		return "Make the file readable for this user: " + path
	case op == opCreate:
		return "Nothing was sent. Name a file in a folder that can be written, with --checkpoint FILE, or make room there."
	case errors.Is(cause, syscall.ENOSPC):
		return "What can't be written is not sent; all that was written is kept. Make room on the disk, then: usher resume " + migrator.ShellWord(path)
	}
	return "What can't be written is not sent; all that was written is kept. Make the file writable for this user and the disk sound, then: usher resume " + migrator.ShellWord(path)
}

// The operations that errors name.
const (
	opCreate = "create"
	opOpen   = "open"
	opRead   = "read"
	opCommit = "write"
	opClose  = "close"
)
