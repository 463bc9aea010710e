package migrator

import "strings"

// FatalError stops a migration and keeps its state. Hint says what the
// operator can do.
type FatalError struct {
	Op   string // "check credentials", "import"
	Err  error
	Hint string
}

func (e *FatalError) Error() string { return e.Op + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *FatalError) Unwrap() error { return e.Err }

// MismatchError: the checkpoint belongs to another migration than the one
// that was asked for.
type MismatchError struct {
	Checkpoint string
	// Differences name what differs, each as "export: changed since ...".
	Differences []string
	Hint        string
}

func (e *MismatchError) Error() string {
	return "resume " + e.Checkpoint + ": it belongs to another migration: " + strings.Join(e.Differences, "; ")
}
