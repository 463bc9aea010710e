package migrator

import (
	"context"
	"time"
)

// ReopenConfig names a migration to go on with.
type ReopenConfig struct {
	Ports      Ports
	Checkpoint string
	// Export is the export's new path when it was moved: the file, or the
	// folder in which all its files are now; "" = as the checkpoint has it.
	Export string
	Secret string
	// ProjectID of the credentials at hand, "" = not checked.
	ProjectID string
	// StopLoss halts a run of which too many users are refused; the zero value
	// is that with which the migration began.
	StopLoss StopLoss
}

// Reopen takes a migration up again: everything else is in its checkpoint.
// What a delta has taken over is not sent any more.
func Reopen(ctx context.Context, c ReopenConfig) (*Migration, error) {
	return reopen(ctx, c, notSucceeded)
}

// Listed is a checkpoint in a folder.
type Listed struct {
	Path     string
	Meta     Meta
	Counts   Counts
	Running  bool // another usher has it open
	Err      error
	Modified time.Time
}

// List gives the checkpoints of a folder, unfinished first, newest first.
func List(folder string, p Ports) []Listed { return list(folder, p) }

// Status says where a migration stands, from the snapshot file of a running
// usher or from the checkpoint. It changes nothing.
func Status(path string, p Ports) (Result, error) { return status(path, p) }

// RebuildReport writes the report files again from checkpoint and export.
func RebuildReport(ctx context.Context, c ReportConfig) (ReportFiles, error) {
	return rebuildReport(ctx, c)
}
