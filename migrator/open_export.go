package migrator

import (
	"context"

	"example.com/usher/sources"
)

// OpenExport opens the export of the migration once more, to be read beside
// Run or after it, and gives the options that the migration was planned with.
// The caller closes the export.
func (m *Migration) OpenExport(ctx context.Context) (*sources.Export, Options, error) {
	meta := m.meta
	// Where it is now: it may have been moved since the checkpoint was made.
	if err := meta.setInputs(m.export); err != nil {
		return nil, Options{}, err
	}
	export, err := openExport(ctx, m.ports.Key, meta, "")
	return export, meta.Options, err
}
