package say

import (
	"errors"
	"io/fs"
	"strconv"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// Failure is an error in the operator's terms. Everything but What may be
// empty.
type Failure struct {
	What  string   // one sentence
	Where string   // file or place
	More  []string // what differs, where several things do
	Safe  string   // what is safe
	Now   string   // what to do
}

// NothingSent is what is true of every error before an import has begun.
const NothingSent = "Nothing was sent, and nothing was changed."

// Describe puts an error into the operator's terms. All kinds of error that
// the engine gives stand here.
func Describe(err error) Failure {
	var source *sources.Error
	var checkpoint *migrator.CheckpointError
	var mismatch *migrator.MismatchError
	var locked *migrator.LockedError
	var fatal *migrator.FatalError
	switch {
	case errors.As(err, &mismatch):
		return Failure{What: "This checkpoint belongs to another migration.", Where: mismatch.Checkpoint, More: mismatch.Differences, Now: mismatch.Hint}
	case errors.As(err, &checkpoint):
		return ofCheckpoint(checkpoint)
	case errors.As(err, &locked):
		return ofLock(locked)
	case errors.As(err, &source):
		return Failure{What: "Could not " + source.Op + ": " + Cause(source.Err), Where: source.Path, Now: source.Hint}
	case errors.As(err, &fatal):
		return Failure{What: "Could not " + fatal.Op + ": " + Cause(fatal.Err), Where: pathIn(fatal.Err), Now: fatal.Hint}
	}
	return Failure{What: sentence(err.Error())}
}

func ofCheckpoint(e *migrator.CheckpointError) Failure {
	f := Failure{What: "The checkpoint cannot be used: " + Cause(e.Err), Where: e.Path, Now: e.Hint}
	if e.Problem == migrator.InUse {
		f.What = "Another usher has this checkpoint open" + process(e.PID) + "."
		if f.Now == "" {
			f.Now = "Wait until it ends, or go to where it runs."
		}
	}
	return f
}

func ofLock(e *migrator.LockedError) Failure {
	return Failure{
		What:  "Another usher on this machine works on this project" + process(e.PID) + ".",
		Where: e.ProjectID,
		Now:   "Wait until it ends: two at once would send more than Stytch allows.",
	}
}

func process(pid int) string {
	if pid <= 0 {
		return ""
	}
	return " (process " + strconv.Itoa(pid) + ")"
}

// Cause takes out of an error what the other lines of a Failure say already.
func Cause(err error) string {
	if err == nil {
		return "unknown reason"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// pathIn is the file that an error is about, where there is one.
func pathIn(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Path
	}
	return ""
}

// sentence begins with a capital letter.
func sentence(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
