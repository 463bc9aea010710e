package tui

import (
	"context"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// engine is what the screens need of packages migrator and sources. It is a
// seam: tests put values in its place.
type engine struct {
	list     func(folder string) []migrator.Listed
	identify func(path string) (sources.Identity, error)
	open     func(context.Context, sources.Options) (*opened, error)
	preview  func(*opened, migrator.Options) previewer
	begin    func(context.Context, beginning) (migration, error)
	reopen   func(ctx context.Context, checkpoint, projectID, secret string) (migration, error)
	// check makes one harmless request and gives the project's name.
	check func(ctx context.Context, target migrator.Target, secret string) (name string, err error)
	// rehearsed says whether a rehearsal of this very export is finished.
	rehearsed func(context.Context, *opened) bool
}

// opened is an export that was recognised.
type opened struct {
	export   *sources.Export
	provider sources.Provider
	inputs   []sources.Input
	progress func() (read, total int64)
	close    func() error
}

// previewer is *migrator.Preview.
type previewer interface {
	Run(context.Context) (migrator.PreviewResult, error)
	Snapshot() (result migrator.PreviewResult, done bool)
	Users(ctx context.Context, code string, offset, limit int) ([]migrator.UserView, error)
}

// migration is *migrator.Migration.
type migration interface {
	Run(context.Context) (migrator.Result, error)
	Pause()
	Snapshot() migrator.Snapshot
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
}

func newEngine(ports migrator.Ports) engine {
	return engine{
		list:     func(folder string) []migrator.Listed { return migrator.List(folder, ports) },
		identify: sources.Identify,
		open:     openExport,
		preview: func(o *opened, options migrator.Options) previewer {
			return migrator.NewPreview(o.export, options)
		},
		begin: func(ctx context.Context, b beginning) (migration, error) {
			if err := migrator.CheckFolder(b.checkpoint); err != nil {
				return nil, err
			}
			preview, _ := b.preview.(*migrator.Preview)
			m, err := migrator.Begin(ctx, migrator.ImportConfig{
				Ports: ports, Export: b.export.export, Options: b.options, Target: b.target,
				Secret: b.secret, Checkpoint: b.checkpoint, Preview: preview,
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
		rehearsed: func(ctx context.Context, o *opened) bool { return migrator.Rehearsed(ctx, o.export, ports) },
	}
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
	return &opened{export: e, provider: e.Provider(), inputs: e.Inputs(), progress: e.Progress, close: e.Close}, nil
}
