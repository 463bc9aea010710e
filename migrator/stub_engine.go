package migrator

import "context"

type migrationState struct{}

func begin(context.Context, ImportConfig) (*Migration, error)         { return nil, nil }
func (m *Migration) run(context.Context) (r Result, err error)        { return }
func (m *Migration) pause()                                           {}
func (m *Migration) snapshot() (s Snapshot)                           { return }
func (m *Migration) close() error                                     { return nil }
func defaultCheckpoint(firstInput string, kind TargetKind) (s string) { return }
func pathsOf(checkpoint string) (p Paths)                             { return }

func reopen(context.Context, ReopenConfig) (*Migration, error) { return nil, nil }
func list(string, Ports) []Listed                              { return nil }
func status(string, Ports) (r Result, err error)               { return }
func rebuildReport(context.Context, string, Ports, string) (f ReportFiles, err error) {
	return
}
