package tui

import (
	"context"
	"io"
	"os"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// engine is what the screens need of packages migrator and sources. It is a
// seam: tests put values in its place.
type engine struct {
	list     func(folder string) []migrator.Listed
	identify func(path string) (sources.Identity, error)
	open     func(context.Context, sources.Options) (*opened, error)
	// guess says which column of a flat file goes where, and readMapping what a
	// mapping file says.
	guess       func(context.Context, sources.Options) (*sources.Mapping, error)
	readMapping func(path string) (*sources.Mapping, error)
	// preview reads an export; with a roster it marks who is there already.
	preview func(*opened, migrator.Options, *migrator.Roster) previewer
	// roster reads who is in a project, and tells how many so far.
	roster func(ctx context.Context, target migrator.Target, secret string, progress func(users int)) (*migrator.Roster, error)
	begin  func(context.Context, beginning) (migration, error)
	reopen func(ctx context.Context, checkpoint, projectID, secret string) (migration, error)
	// check makes one harmless request and gives the project's name.
	check func(ctx context.Context, target migrator.Target, secret string) (name string, err error)
	// verify, undo, retry and canaries work on what a checkpoint holds.
	verify   func(context.Context, subject) (verification, error)
	undo     func(context.Context, subject, undoing) (undo, error)
	retry    func(context.Context, subject) (migration, error)
	canaries func(context.Context, subject) (canaries, error)
	// writable says why a folder takes no file.
	writable func(folder string) error
	// exportOf opens the export of a migration once more, with its options.
	exportOf func(context.Context, migration) (*opened, migrator.Options, error)
	// record reads one record of a migration that does not run.
	record func(ctx context.Context, checkpoint string, ordinal uint64) (migrator.UserView, error)
	// status says how a migration stands.
	status func(checkpoint string) (migrator.Result, error)
	// rehearsed is the last finished rehearsal of this very export, nil for
	// none.
	rehearsed func(context.Context, *opened) *migrator.Listed
}

// opened is an export that was recognised.
type opened struct {
	export   *sources.Export
	provider sources.Provider
	inputs   []sources.Input
	progress func() (read, total int64)
	close    func() error
}

// Provider and Close make it an export to package mapfile.
func (o *opened) Provider() sources.Provider { return o.provider }

func (o *opened) Close() error {
	if o == nil || o.close == nil {
		return nil
	}
	return o.close()
}

// previewer is *migrator.Preview.
type previewer interface {
	Run(context.Context) (migrator.PreviewResult, error)
	Snapshot() (result migrator.PreviewResult, done bool)
	Users(ctx context.Context, code string, offset, limit int) ([]migrator.UserView, error)
	Find(ctx context.Context, query string, limit int) ([]migrator.UserView, error)
	WriteFindings(ctx context.Context, w io.Writer, code string) error
}

// migration is *migrator.Migration.
type migration interface {
	work[migrator.Result]
	Snapshot() migrator.Snapshot
	Record(ctx context.Context, ordinal uint64) (migrator.UserView, error)
}

// verification is *migrator.Verification.
type verification interface {
	work[migrator.VerifyResult]
	Snapshot() migrator.VerifySnapshot
}

// undo is *migrator.Undo.
type undo interface {
	work[migrator.UndoResult]
	Snapshot() (migrator.UndoResult, migrator.Pace)
	Total() int
	Untouched() int
}

// undoing says what an undo does.
type undoing struct{ dryRun, active bool }

// canaries is *migrator.Canaries.
type canaries interface {
	Users(ctx context.Context, limit int) ([]migrator.CanaryUser, error)
	Login(ctx context.Context, user migrator.CanaryUser, password string) (bool, error)
	Close() error
}

// beginning is what the screens have gathered for an import.
type beginning struct {
	export     *opened
	options    migrator.Options
	target     migrator.Target
	secret     string
	checkpoint string
	preview    previewer // nil when the export was not read with these options
	roster     *migrator.Roster
	canary     int // so many users first, 0 = everybody at once
}

func newEngine(ports migrator.Ports) engine {
	e := engine{
		list:     func(folder string) []migrator.Listed { return migrator.List(folder, ports) },
		identify: func(path string) (sources.Identity, error) { return sources.Identify(path, ports.Key) },
		writable: tryToWrite,
		open: func(ctx context.Context, o sources.Options) (*opened, error) {
			o.Key = ports.Key
			return openExport(ctx, o)
		},
		guess: func(ctx context.Context, o sources.Options) (*sources.Mapping, error) {
			o.Key = ports.Key
			return sources.GuessMapping(ctx, o)
		},
		readMapping: sources.ReadMapping,
		preview: func(o *opened, options migrator.Options, r *migrator.Roster) previewer {
			p := migrator.NewPreview(o.export, options)
			if r != nil {
				p.Against(r)
			}
			return p
		},
		roster: func(ctx context.Context, t migrator.Target, secret string, progress func(int)) (*migrator.Roster, error) {
			return migrator.ReadRoster(ctx, migrator.RosterConfig{Ports: ports, Target: t, Secret: secret, Progress: progress})
		},
		begin: func(ctx context.Context, b beginning) (migration, error) {
			if err := migrator.CheckFolder(b.checkpoint); err != nil {
				return nil, err
			}
			if err := makeRoom(ports, b); err != nil {
				return nil, err
			}
			preview, _ := b.preview.(*migrator.Preview)
			m, err := migrator.Begin(ctx, migrator.ImportConfig{
				Ports: ports, Export: b.export.export, Options: b.options, Target: b.target,
				Secret: b.secret, Checkpoint: b.checkpoint, Preview: preview,
				Against: b.roster, Canary: migrator.Canary{First: b.canary},
			})
			return orNil(m, err)
		},
		reopen: func(ctx context.Context, checkpoint, projectID, secret string) (migration, error) {
			m, err := migrator.Reopen(ctx, migrator.ReopenConfig{
				Ports: ports, Checkpoint: checkpoint, Secret: secret, ProjectID: projectID,
			})
			return orNil(m, err)
		},
		check: func(ctx context.Context, target migrator.Target, secret string) (string, error) {
			return migrator.CheckCredentials(ctx, ports, target, secret)
		},
		rehearsed: func(ctx context.Context, o *opened) *migrator.Listed {
			if l, found := migrator.FindRehearsal(ctx, o.export, ports); found {
				return &l
			}
			return nil
		},
	}
	e.onSubjects(ports)
	return e
}

// makeRoom removes the checkpoint of a finished rehearsal where a new one is to
// stand: its sandbox is gone, so there is nothing to go on with.
func makeRoom(ports migrator.Ports, b beginning) error {
	if !embedded(b.target) {
		return nil
	}
	store, err := ports.Checkpoints.Read(b.checkpoint)
	if err != nil {
		return nil // there is none, or beginning says what is wrong with it
	}
	meta := store.Meta()
	if err := store.Close(); err != nil {
		return err
	}
	if !embedded(meta.Destination) || meta.State.State != migrator.Done {
		return nil
	}
	return os.Remove(b.checkpoint)
}

// onSubjects adds what works on the checkpoint of a migration.
func (e *engine) onSubjects(ports migrator.Ports) {
	reopen := func(s subject) migrator.ReopenConfig {
		return migrator.ReopenConfig{Ports: ports, Checkpoint: s.checkpoint, Secret: s.secret, ProjectID: projectOf(s.target)}
	}
	e.verify = func(ctx context.Context, s subject) (verification, error) {
		v, err := migrator.Verify(ctx, migrator.VerifyConfig{ReopenConfig: reopen(s)})
		if err != nil {
			return nil, err
		}
		return v, nil
	}
	e.undo = func(ctx context.Context, s subject, u undoing) (undo, error) {
		opened, err := migrator.OpenUndo(ctx, migrator.UndoConfig{ReopenConfig: reopen(s), DryRun: u.dryRun, Active: u.active})
		if err != nil {
			return nil, err
		}
		return opened, nil
	}
	e.retry = func(ctx context.Context, s subject) (migration, error) {
		m, err := migrator.Retry(ctx, migrator.RetryConfig{ReopenConfig: reopen(s)})
		return orNil(m, err)
	}
	e.canaries = func(ctx context.Context, s subject) (canaries, error) {
		c, err := migrator.OpenCanaries(ctx, reopen(s))
		if err != nil {
			return nil, err
		}
		return c, nil
	}
	e.exportOf = func(ctx context.Context, m migration) (*opened, migrator.Options, error) {
		export, options, err := m.(*migrator.Migration).OpenExport(ctx)
		if err != nil {
			return nil, options, err
		}
		return openedOf(export), options, nil
	}
	e.record = func(ctx context.Context, checkpoint string, ordinal uint64) (migrator.UserView, error) {
		return migrator.RecordOf(ctx, ports, checkpoint, ordinal)
	}
	e.status = func(checkpoint string) (migrator.Result, error) { return migrator.Status(checkpoint, ports) }
}

// orNil keeps a nil *Migration from becoming an interface that is not nil.
func orNil(m *migrator.Migration, err error) (migration, error) {
	if err != nil || m == nil {
		return nil, err
	}
	return m, nil
}

func openExport(ctx context.Context, o sources.Options) (*opened, error) {
	e, err := sources.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	return openedOf(e), nil
}

func openedOf(e *sources.Export) *opened {
	return &opened{export: e, provider: e.Provider(), inputs: e.Inputs(), progress: e.Progress, close: e.Close}
}
