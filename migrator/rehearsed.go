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
	_, found := FindRehearsal(ctx, export, p)
	return found
}

// FindRehearsal gives the newest finished migration into a sandbox that stands
// beside an export, made of these files and of the same content. Its options
// are in its Meta, and may be others than those of now.
func FindRehearsal(ctx context.Context, export *sources.Export, p Ports) (rehearsal Listed, found bool) {
	inputs := export.Inputs()
	if len(inputs) == 0 {
		return rehearsal, false
	}
	first, err := filepath.Abs(inputs[0].Path)
	if err != nil {
		return rehearsal, false
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
				return rehearsal, false
			}
		}
		if fingerprint == m.Fingerprint {
			return l, true
		}
	}
	return rehearsal, false
}
