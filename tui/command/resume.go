package command

import (
	"context"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
)

// newResume is `usher resume`.
func newResume(a *app) *cobra.Command {
	var u takingUp
	var loss stopLoss
	c := &cobra.Command{
		Use:   "resume [CHECKPOINT]",
		Short: "go on with a migration that was paused or interrupted",
		Long: `Goes on where a migration ended, however it ended: paused, killed, cut off.
Export, options and destination are in the checkpoint; no flag has to be given
again, only the credentials. Without CHECKPOINT the only one in this folder is
taken.`,
		Example: "  usher resume\n  usher resume users-live.usher --export /new/place/users.json.gz",
		Args:    atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			limits, err := loss.limits()
			if err != nil {
				return err
			}
			return a.resume(c.Context(), path, u, limits)
		},
	}
	u.addExport(c.Flags())
	a.addKey(c.Flags())
	u.addHost(c.Flags())
	loss.add(c.Flags())
	a.addPlain(c.Flags())
	a.addJSON(c.Flags())
	return c
}

func (a *app) resume(ctx context.Context, path string, u takingUp, loss migrator.StopLoss) error {
	c, _, err := a.takeUp(ctx, path, u)
	if err != nil {
		return err
	}
	c.StopLoss = loss
	var m *migrator.Migration
	err = a.whenRead(ctx, "the import", func() (err error) {
		m, err = migrator.Reopen(ctx, c)
		return err
	})
	if err != nil {
		return err
	}
	return a.run(ctx, m, c.Secret)
}
