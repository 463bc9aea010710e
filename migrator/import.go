package migrator

import (
	"context"

	"example.com/usher/sources"
)

// ImportConfig is one run of a migration.
type ImportConfig struct {
	Ports   Ports
	Export  *sources.Export
	Options Options
	Target  Target
	Secret  string
	// Checkpoint is the path of the file, which is created when it does not
	// exist, or resumed when export, options and project are the same.
	Checkpoint string
	// Preview, when the caller has one of this very export with these very
	// options, saves reading the export once more.
	Preview *Preview
	// StopLoss halts a run of which too many users are refused.
	StopLoss StopLoss
	// Delta, when its Since is set, sends only what differs from an earlier
	// migration.
	Delta Delta
	// Settling, when not nil, is told before a delta looks up the users of
	// whom the earlier migration doesn't know whether they arrived.
	Settling func(users int)
	// Rebuild begins anew in the place of a damaged checkpoint: every user is
	// looked up before anything of theirs is sent. The damaged file is set
	// aside.
	Rebuild bool
	// Against, when not nil, is who is at the destination: they are looked up
	// before anything of theirs is sent.
	Against *Roster
	// Canary sends a few users first and pauses then.
	Canary Canary
}

// Migration is one migration in this process.
type Migration struct{ *migrationState }

// Begin opens or creates the checkpoint, locks the project, reads the export
// once (fingerprint, duplicates, skipped) and checks the credentials with one
// request. Nothing is created at the destination.
func Begin(ctx context.Context, c ImportConfig) (*Migration, error) { return begin(ctx, c) }

// Run imports until everything is settled, Pause is called, ctx ends or a
// fatal error. It returns the final result; err is nil when done or paused.
// Whatever happens the checkpoint holds what was reached.
func (m *Migration) Run(ctx context.Context) (Result, error) { return m.run(ctx) }

// Pause stops taking users, lets requests in flight end, commits. Run then
// returns with state paused. It returns at once and may be called again.
func (m *Migration) Pause() { m.pause() }

// Snapshot may be called from any goroutine, before, during and after Run.
func (m *Migration) Snapshot() Snapshot { return m.snapshot() }

// Close releases the checkpoint and the locks. The snapshot stays readable.
func (m *Migration) Close() error { return m.close() }

// Paths says where the files of a migration stand, named after its
// checkpoint.
type Paths struct {
	Checkpoint, Status, SandboxState, Report string
}

// DefaultCheckpoint is the checkpoint's path beside an export:
// NAME-DESTINATION.usher.
func DefaultCheckpoint(firstInput string, kind TargetKind) string {
	return defaultCheckpoint(firstInput, kind)
}

// PathsOf names the files that belong to a checkpoint.
func PathsOf(checkpoint string) Paths { return pathsOf(checkpoint) }
