package command

import (
	"context"

	"example.com/usher/migrator"
)

// takeUp reads what a checkpoint is of, and completes what it takes to work on
// it with the credentials of the environment or of a prompt.
func (a *app) takeUp(ctx context.Context, path, export string) (migrator.ReopenConfig, migrator.Meta, error) {
	c := migrator.ReopenConfig{Ports: a.Ports, Checkpoint: path, Export: export}
	meta, err := a.meta(path)
	if err != nil {
		return c, meta, err
	}
	a.to, a.checkpoint = string(meta.Destination.Kind), path
	t := migrator.Target{Kind: meta.Destination.Kind, BaseURL: meta.Destination.BaseURL}
	t, secret, err := a.credentials(ctx, t)
	c.Secret, c.ProjectID = secret, t.ProjectID
	if err == nil && a.canAsk() {
		err = a.confirmHost(ctx, t, "") // a checkpoint names it: the secret must not follow a file
	}
	return c, meta, err
}

// meta reads what a checkpoint is of, without changing it.
func (a *app) meta(path string) (migrator.Meta, error) {
	store, err := a.Ports.Checkpoints.Read(path)
	if err != nil {
		return migrator.Meta{}, err
	}
	meta := store.Meta()
	return meta, store.Close()
}
