package migrator

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"example.com/usher/sources"
)

// settleEarlier resolves, before a delta begins, the users of whom the earlier
// migration doesn't know whether they arrived: it is taken up for just them,
// with its own export, because the later one may have other identifiers.
func (b *beginning) settleEarlier(ctx context.Context) error {
	if b.Delta.Since == "" {
		return nil
	}
	if begun, err := b.begun(); err != nil || begun {
		return err
	}
	path, err := filepath.Abs(b.Delta.Since)
	if err != nil {
		return &FatalError{Op: "begin delta", Err: err, Hint: "Name the earlier checkpoint by its full path."}
	}
	doubtful, err := b.earlierInDoubt(path)
	if err != nil || doubtful == 0 {
		return err
	}
	if b.Settling != nil {
		b.Settling(doubtful)
	}
	m, err := reopen(ctx, ReopenConfig{Ports: b.Ports, Checkpoint: path, Secret: b.Secret, ProjectID: b.Target.ProjectID})
	var unreadable *sources.Error
	if errors.As(err, &unreadable) {
		return unresolvedPrior(path, doubtful, errors.New(err.Error())) // the way on is not that error's
	}
	if err != nil {
		return err
	}
	m.onlyInDoubt = true
	_, err = m.run(ctx)
	return errors.Join(err, m.Close())
}

// begun reports whether the delta has a checkpoint: then everybody was settled
// when it was made.
func (b *beginning) begun() (bool, error) {
	store, err := b.Ports.Checkpoints.Read(b.Checkpoint)
	var bad *CheckpointError
	switch {
	case err == nil:
		return true, store.Close()
	case errors.As(err, &bad) && bad.Problem == Missing:
		return false, nil
	}
	return false, err
}

// earlierInDoubt counts whom to resolve, once the earlier migration is seen to
// be of this provider and project: the secret must not follow a file.
func (b *beginning) earlierInDoubt(path string) (n int, err error) {
	store, err := b.Ports.Checkpoints.Read(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	now := Meta{Provider: string(b.export.Provider()), Options: b.Options, Planner: PlannerVersion, Destination: b.Target}
	if err := fitsPrior(path, store.Meta(), now); err != nil {
		return 0, err
	}
	return inDoubt(path, store)
}

// inDoubt counts the users who may have been sent and have no final outcome.
func inDoubt(path string, store Store) (int, error) {
	r, err := newResumption(store)
	if err != nil {
		return 0, &FatalError{Op: "read checkpoint " + path, Err: err, Hint: checkpointHint}
	}
	n := len(r.unknown)
	for _, s := range r.spans {
		n += s.unsettled
	}
	return n, nil
}

var errStillInDoubt = errors.New("looking them up did not settle it")

// unresolvedPrior refuses a delta: who those users are is not known.
func unresolvedPrior(path string, doubtful int, why error) error {
	return &FatalError{
		Op: "begin delta", Err: fmt.Errorf("of %d users of %s it is not known whether they arrived: %w", doubtful, path, why),
		Hint: "Nothing of the later export was sent. Settle them with the earlier one, then begin the delta again: usher resume " + ShellWord(path) + " --export WHERE-IT-IS",
	}
}
