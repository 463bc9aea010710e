package migrator

import (
	"context"
	"strconv"

	"example.com/usher/sources"
)

// Ports are the parts that this package needs and does not know: main wires
// checkpoint, adapter, sandbox and report into it.
type Ports struct {
	Checkpoints Checkpoints
	// Connect makes the adapter for a destination; it sends nothing.
	Connect func(Connection) (Destination, error)
	// StartSandbox starts the embedded Stytch on loopback.
	StartSandbox func(SandboxConfig) (RunningSandbox, error)
	// Report writes the report files of a migration into a folder.
	Report func(ctx context.Context, in ReportInput) (ReportFiles, error)
	// List writes a list beside the report and gives its path; without rows
	// the file is removed. nil = lists are not written.
	List func(ListFile) (path string, err error)
	// LockProject keeps a second usher on this machine away from a project.
	// When somebody holds it the error is a *LockedError, at once.
	LockProject func(projectID string) (release func(), err error)
	// Key opens encrypted exports, nil = none is at hand. It is in no
	// checkpoint: who takes up a migration gives it again.
	Key *sources.Key
}

// Checkpoints opens and creates checkpoint files. Their errors are
// *CheckpointError.
type Checkpoints interface {
	// Create refuses a path that exists.
	Create(path string, m Meta) (Store, error)
	// Open takes the file's lock at once or says who holds it.
	Open(path string) (Store, error)
	// Read opens without the right to change anything; the file's bytes stay
	// as they are.
	Read(path string) (Store, error)
}

// CheckpointError is a checkpoint that cannot be used.
type CheckpointError struct {
	Path string
	Op   string
	// Problem is one of the Problem constants.
	Problem Problem
	PID     int // who holds it, with InUse
	Err     error
	Hint    string
}

func (e *CheckpointError) Error() string {
	return e.Op + " checkpoint " + e.Path + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *CheckpointError) Unwrap() error { return e.Err }

// LockedError: another usher on this machine works on the project.
type LockedError struct {
	ProjectID string
	PID       int // 0 when not known
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "lock project " + e.ProjectID + ": another usher works on it"
	}
	return "lock project " + e.ProjectID + ": another usher works on it (pid " + strconv.Itoa(e.PID) + ")"
}

// Problem says what is wrong with a checkpoint.
type Problem string

// Problems.
const (
	Missing     Problem = "missing"
	Exists      Problem = "exists"
	Foreign     Problem = "foreign" // not a checkpoint of usher, an empty file too
	Damaged     Problem = "damaged"
	Newer       Problem = "newer" // written by a newer usher
	InUse       Problem = "in use"
	NotWritable Problem = "not writable"
)

// Connection is what the adapter needs to reach a project.
type Connection struct {
	Target Target
	Secret string
	Rate   int // requests a second, 0 = no limit (sandbox only)
	// Pacing is the pacer's state of an earlier process, or nil.
	Pacing []byte
}

// SandboxConfig is an embedded sandbox of one rehearsal.
type SandboxConfig struct {
	StatePath string // its users, so that a resumed rehearsal finds them
	Rate      int    // its limiter; 0 = off
}

// RunningSandbox is an embedded sandbox that listens.
type RunningSandbox struct {
	URL, ProjectID, Secret string
	Close                  func() error
}
