package command

import (
	"context"

	"github.com/spf13/pflag"

	"example.com/usher/migrator"
)

// takingUp are the flags of the commands that go on with a checkpoint at Stytch.
type takingUp struct {
	export      string // where the export is now, "" = where it was
	confirmHost string
}

// addHost adds the flag by which a host is confirmed without a question.
func (u *takingUp) addHost(f *pflag.FlagSet) {
	f.StringVar(&u.confirmHost, "confirm-host", "", "`HOST` of the server that the checkpoint names, where that is not Stytch's, instead of typing it when asked")
}

func (u *takingUp) addExport(f *pflag.FlagSet) {
	f.StringVar(&u.export, "export", "", "`PATH` where the export is now, when it was moved")
}

// takeUp completes what a checkpoint knows with the credentials of the
// environment, or asks for them.
func (a *app) takeUp(ctx context.Context, path string, u takingUp) (migrator.ReopenConfig, migrator.Meta, error) {
	c := migrator.ReopenConfig{Ports: a.Ports, Checkpoint: path, Export: u.export}
	meta, err := a.meta(path)
	if err != nil {
		return c, meta, err
	}
	a.to, a.checkpoint = string(meta.Destination.Kind), path
	t := migrator.Target{Kind: meta.Destination.Kind, BaseURL: meta.Destination.BaseURL}
	if err := a.confirmNamed(ctx, t, u.confirmHost); err != nil {
		return c, meta, err
	}
	t, secret, err := a.credentials(ctx, t, meta.Destination.ProjectID)
	c.Secret, c.ProjectID = secret, t.ProjectID
	return c, meta, err
}

// confirmNamed has the host confirmed that a checkpoint names where it is not
// Stytch's, by the flag or by typing it: a secret must not follow a file.
func (a *app) confirmNamed(ctx context.Context, t migrator.Target, flag string) error {
	host := t.HostToConfirm()
	switch {
	case flag != "" && flag != migrator.ForeignHost(t.BaseURL):
		return refuse("--confirm-host does not name the server of this checkpoint", "Nothing was sent. It names "+serverOf(t)+".")
	case host == "" || flag != "" || a.confirmedHost == host:
		return nil
	case a.canAsk():
		return a.confirmHost(ctx, t, "")
	}
	return refuse("the checkpoint sends the secret to "+host+", which is not Stytch's", "Nothing was sent. Give --confirm-host "+host+" if that is meant.")
}

// serverOf is where the secret of a destination goes.
func serverOf(t migrator.Target) string {
	if host := migrator.ForeignHost(t.BaseURL); host != "" {
		return host
	}
	return "Stytch itself"
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
