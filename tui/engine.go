package tui

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

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
	list := func(folder string) []migrator.Listed { return migrator.List(folder, ports) }
	return engine{
		list:     list,
		identify: sources.Identify,
		open:     openExport,
		preview: func(o *opened, options migrator.Options) previewer {
			return migrator.NewPreview(o.export, options)
		},
		begin: func(ctx context.Context, b beginning) (migration, error) {
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
			return checkCredentials(ctx, ports, target, secret)
		},
		rehearsed: func(ctx context.Context, o *opened) bool { return rehearsed(ctx, o, list) },
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

func checkCredentials(ctx context.Context, ports migrator.Ports, target migrator.Target, secret string) (string, error) {
	destination, err := ports.Connect(migrator.Connection{Target: target, Secret: secret, Rate: migrator.MaxRate})
	if err != nil {
		return "", err
	}
	reply := destination.WhoAmI(ctx)
	if reply.Class == migrator.OK {
		return reply.Project.Name, nil
	}
	err = reply.Err
	if err == nil {
		err = errors.New(reply.Class.String())
	}
	if reply.ErrorType != "" {
		err = errors.New(reply.ErrorType)
	}
	hint := "Check that STYTCH_PROJECT_ID and STYTCH_SECRET belong together, then try again."
	if reply.Class != migrator.Fatal {
		hint = "Stytch did not answer; check the network, then try again."
	}
	return "", &migrator.FatalError{Op: "check credentials", Err: err, Hint: hint}
}

// rehearsed looks for a finished sandbox migration beside the export that was
// made of these files and of the same content.
func rehearsed(ctx context.Context, o *opened, list func(string) []migrator.Listed) bool {
	if len(o.inputs) == 0 {
		return false
	}
	fingerprint := ""
	for _, l := range list(filepath.Dir(o.inputs[0].Path)) {
		if l.Err != nil || l.Meta.Destination.Kind != migrator.Sandbox || l.Meta.State.State != migrator.Done {
			continue
		}
		first, err := filepath.Abs(o.inputs[0].Path)
		if err != nil || !slices.Contains(l.Meta.Inputs, first) {
			continue
		}
		// The content is read only where the names already agree.
		if fingerprint == "" {
			if fingerprint, err = o.export.Fingerprint(ctx); err != nil {
				return false
			}
		}
		if fingerprint == l.Meta.Fingerprint {
			return true
		}
	}
	return false
}
