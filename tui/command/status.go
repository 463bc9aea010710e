package command

import (
	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
)

// newStatus is `usher status`.
func newStatus(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "status [CHECKPOINT]",
		Short: "where a migration stands, also while it runs",
		Long: `Says in a few lines where a migration stands. It changes nothing, and it may
be asked while the import runs in another terminal. Without CHECKPOINT the only
one in this folder is taken. The exit code is 0 whatever it reports.`,
		Example: "  usher status\n  usher status users-live.usher --json | jq .remaining",
		Args:    atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			result, err := migrator.Status(path, a.Ports)
			if err != nil {
				return err
			}
			if a.json {
				return a.document(result)
			}
			return a.print(plain.Status(result)...)
		},
	}
	a.addJSON(c.Flags())
	return c
}
