package migrator

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// list reads every checkpoint of a folder. One that cannot be read is listed
// with its error.
func list(folder string, p Ports) []Listed {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var out []Listed
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), checkpointSuffix) {
			continue
		}
		l := listed(filepath.Join(folder, e.Name()), p)
		if info, err := e.Info(); err == nil {
			l.Modified = info.ModTime()
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), b.Modified.Compare(a.Modified), strings.Compare(a.Path, b.Path))
	})
	return out
}

func listed(path string, p Ports) Listed {
	l := Listed{Path: path}
	store, err := p.Checkpoints.Read(path)
	var bad *CheckpointError
	switch {
	case errors.As(err, &bad) && bad.Problem == InUse:
		l.running(bad)
		return l
	case err != nil:
		l.Err = err
		return l
	}
	l.Meta, l.Counts = store.Meta(), store.Counts()
	l.Meta.State = interrupted(l.Meta.State)
	l.Err = store.Close()
	return l
}

// running fills in what the running usher says of itself.
func (l *Listed) running(inUse *CheckpointError) {
	l.Running = true
	r, err := runningResult(l.Path, inUse)
	if err != nil {
		return
	}
	l.Meta.Destination.Kind, l.Meta.Total, l.Meta.Unreadable = TargetKind(r.Destination), r.Total, r.Unreadable
	l.Meta.State.State, l.Meta.State.Reason = r.State, r.Reason
	l.Counts = Counts{
		Created: r.Created, PasswordAdded: r.PasswordAdded, Present: r.Present, Refused: r.Refused,
		Skipped: r.Skipped, Unknown: r.Unknown, Unreadable: r.Unreadable, PasswordRefused: r.PasswordRefused,
	}
}

// rank puts what is unfinished before what is done, and what cannot be read
// last.
func (l Listed) rank() int {
	switch {
	case l.Err != nil:
		return 2
	case l.Meta.State.State == Done:
		return 1
	}
	return 0
}
