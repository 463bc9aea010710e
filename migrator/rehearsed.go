package migrator

import (
	"context"
	"path/filepath"
	"slices"

	"example.com/usher/sources"
)

// Rehearsed says whether a finished migration into a sandbox stands beside an
// export, made of these files and of the same content.
func Rehearsed(ctx context.Context, export *sources.Export, p Ports) bool {
	inputs := export.Inputs()
	if len(inputs) == 0 {
		return false
	}
	first, err := filepath.Abs(inputs[0].Path)
	if err != nil {
		return false
	}
	fingerprint := ""
	for _, l := range List(filepath.Dir(first), p) {
		m := l.Meta
		if l.Err != nil || m.Destination.Kind != Sandbox || m.State.State != Done || !slices.Contains(m.Inputs, first) {
			continue
		}
		// The content is read only where the names already agree.
		if fingerprint == "" {
			if fingerprint, err = export.Fingerprint(ctx); err != nil {
				return false
			}
		}
		if fingerprint == m.Fingerprint {
			return true
		}
	}
	return false
}
