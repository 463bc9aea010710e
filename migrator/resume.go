package migrator

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"example.com/usher/sources"
)

// reopen takes everything from the checkpoint but the secret. may refuses it
// before anything else is opened.
func reopen(ctx context.Context, c ReopenConfig, may ...func(path string, s Store) error) (*Migration, error) {
	store, err := c.Ports.Checkpoints.Open(c.Checkpoint)
	if err != nil {
		return nil, err
	}
	m := newMigrationState(c.Ports, c.Checkpoint)
	m.stopLoss = c.StopLoss
	m.hold(store)
	for _, check := range may {
		err = errors.Join(err, check(c.Checkpoint, store))
	}
	if err == nil {
		err = m.reopen(ctx, c)
	}
	if err != nil {
		return nil, errors.Join(err, m.close())
	}
	return &Migration{m}, nil
}

func (m *migrationState) reopen(ctx context.Context, c ReopenConfig) error {
	export, err := openExport(ctx, c.Ports.Key, m.meta, c.Export)
	if err != nil {
		return err
	}
	m.export, m.source, m.ownsIt = export, export, true
	return m.takeUp(ctx, c)
}

// takeUp goes on with a checkpoint once its export is open.
func (m *migrationState) takeUp(ctx context.Context, c ReopenConfig) error {
	fingerprint, err := m.export.Fingerprint(ctx)
	if err != nil {
		return err
	}
	a := asked{fingerprint: fingerprint, projectID: c.ProjectID, numbering: sources.Numbering, planner: PlannerVersion}
	if err := compare(c.Checkpoint, m.meta, a); err != nil {
		return err
	}
	if err := m.priorAgain(); err != nil {
		return err
	}
	if err := m.connect(ctx, m.meta.Destination, c.Secret, m.meta.Options.Rate); err != nil {
		return err
	}
	return m.verdictsStored(ctx, func(ctx context.Context) (PreviewResult, *Preview, error) {
		p := newPreview(m.export, m.meta.Options)
		result, err := p.Run(ctx)
		return result, p, err
	})
}

// openExport opens the export that a checkpoint names, or the same files
// where they are now.
func openExport(ctx context.Context, key *sources.Key, m Meta, moved string) (*sources.Export, error) {
	o := sources.Options{Paths: m.Inputs, Provider: sources.Provider(m.Provider), Hashes: m.Hashes, Map: m.Map, Key: key}
	if moved != "" {
		var err error
		if o, err = movedTo(o, moved); err != nil {
			return nil, err
		}
	}
	e, err := sources.Open(ctx, o)
	if missing, ok := errors.AsType[*sources.Error](err); ok && errors.Is(err, os.ErrNotExist) && moved == "" {
		return nil, &sources.Error{Path: missing.Path, Op: missing.Op, Err: missing.Err, Hint: exportMovedHint}
	}
	return e, err
}

// exportMovedHint: a checkpoint knows where its export was.
const exportMovedHint = "The export is not where it was. Put it back, or say with --export where it is now; status and undo work without it."

// movedTo puts new paths in: a folder holds all files by their old names, a
// file takes the place of the only one.
func movedTo(o sources.Options, moved string) (sources.Options, error) {
	info, err := os.Stat(moved)
	if err != nil {
		return o, &sources.Error{Path: moved, Op: "open export", Err: err, Hint: "Name the file, or the folder in which the export is now."}
	}
	if !info.IsDir() {
		if len(o.Paths) != 1 {
			return o, &sources.Error{
				Path: moved, Op: "open export", Err: errors.New("the export had several files"),
				Hint: "Name the folder in which all of them are now, with their old names.",
			}
		}
		o.Paths = []string{moved}
		return o, nil
	}
	o.Paths, o.Hashes = inFolder(moved, o.Paths), inFolder(moved, o.Hashes)
	if o.Map != "" {
		o.Map = filepath.Join(moved, filepath.Base(o.Map))
	}
	return o, nil
}

func inFolder(folder string, paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = filepath.Join(folder, filepath.Base(p))
	}
	return out
}

// rebuildReport reads checkpoint and export and sends nothing.
func rebuildReport(ctx context.Context, c ReportConfig) (f ReportFiles, err error) {
	store, err := c.Ports.Checkpoints.Read(c.Checkpoint)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return reportOf(ctx, store, c)
}

// reportOf writes the report of an open checkpoint, which is not changed.
func reportOf(ctx context.Context, store Store, c ReportConfig) (f ReportFiles, err error) {
	path, p, meta := c.Checkpoint, c.Ports, store.Meta()
	export, err := openExport(ctx, p.Key, meta, c.Export)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, export.Close()) }()
	fingerprint, err := export.Fingerprint(ctx)
	if err != nil {
		return f, err
	}
	a := asked{fingerprint: fingerprint, numbering: sources.Numbering, planner: meta.Planner}
	if err := compare(path, meta, a); err != nil {
		return f, err
	}
	in := ReportInput{Store: store, Export: export, Folder: pathsOf(path).Report, Checkpoint: path, Script: c.Script}
	if meta.Since != "" {
		m := &migrationState{ports: p, meta: meta, export: export}
		if err := m.priorAgain(); err != nil {
			return f, err
		}
		if in.Gone, err = m.goneUsers(ctx); err != nil {
			return f, err
		}
	}
	return p.Report(ctx, in)
}

// interrupted is the state of a run that ended without saying so.
func interrupted(s RunState) RunState {
	if s.State == Running {
		s.State, s.Reason = Paused, "interrupted at "+s.Updated.UTC().Format(time.RFC3339)
	}
	return s
}
