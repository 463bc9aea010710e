package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// importing are the flags of one import.
type importing struct {
	reading
	planning
	destination
	checkpoint string
	yes        bool
	delta      migrator.Delta
	canary     string
	rebuild    bool
	against    bool
	stopLoss
}

// newImport is `usher import`.
func newImport(a *app) *cobra.Command {
	var f importing
	c := &cobra.Command{
		Use:   "import EXPORT... --to sandbox|test|live",
		Short: "move the users of an export into Stytch",
		Long: `Imports an export, at most 65 requests in any second. It can be stopped and
resumed at any moment: how far it is stands in a checkpoint beside the export.
The same command again goes on where the last one ended.

Credentials come from STYTCH_PROJECT_ID and STYTCH_SECRET or are asked for at
the terminal. A live project's id has to be typed once more.`,
		Example: "  usher import users.json.gz --hashes passwords.ndjson --to test\n" +
			"  usher import users.json.gz --to live --confirm-live project-live-... --json",
		Args: exports,
		RunE: func(c *cobra.Command, args []string) error { return a.begin(c.Context(), f, args) },
	}
	f.destination.add(c.Flags())
	f.reading.add(a, c.Flags())
	f.planning.add(c.Flags())
	f.addCheckpoint(c)
	f.stopLoss.add(c.Flags())
	c.Flags().BoolVar(&f.yes, "yes", false, "answer yes to questions; never to the one for a live project's id")
	f.addDelta(c)
	c.Flags().StringVar(&f.canary, "canary", "", "`N|ID,ID` the first N users, or these by their ids, go first; the rest waits until you have looked at them")
	c.Flags().BoolVar(&f.against, "against", false, "read the project first: who is there already is looked up instead of being sent")
	c.Flags().BoolVar(&f.rebuild, "rebuild", false, "in the place of a damaged checkpoint: look every user up at Stytch before anything is sent")
	a.addPlain(c.Flags())
	a.addJSON(c.Flags())
	return c
}

func (f *importing) addDelta(c *cobra.Command) {
	c.Flags().StringVar(&f.delta.Since, "since", "", "`CHECKPOINT` of an earlier import: EXPORT is a later export, and only the difference is sent")
	c.Flags().BoolVar(&f.delta.Apply, "apply-changes", false, "with --since: update changed users at Stytch, where it allows that")
}

func (f *importing) addCheckpoint(c *cobra.Command) {
	c.Flags().StringVar(&f.checkpoint, "checkpoint", "", "`FILE` what keeps how far the import is (default: beside the export)")
}

// asked is an import whose flags have been checked.
type asked struct {
	from       sources.Options
	options    migrator.Options
	target     migrator.Target
	secret     string
	checkpoint string
	yes        bool
	delta      migrator.Delta
	canary     migrator.Canary
	rebuild    bool
	against    bool
	stopLoss   migrator.StopLoss
	// again lets a finished rehearsal make room for a new one.
	again bool
}

// check looks at everything that can be wrong without a file or a request.
func (f importing) check(paths []string) (asked, error) {
	var r asked
	var err error
	if r.target, err = f.target(); err != nil {
		return r, err
	}
	if r.options, err = f.planning.options(); err != nil {
		return r, err
	}
	r.options.Rate = f.rate
	r.from, err = f.reading.options(paths)
	r.checkpoint, r.yes, r.delta, r.rebuild, r.against = f.checkpoint, f.yes, f.delta, f.rebuild, f.against
	if err == nil {
		r.stopLoss, err = f.stopLoss.limits()
	}
	if err == nil {
		r.canary, err = canaryOf(f.canary)
	}
	if err == nil && r.delta.Apply && r.delta.Since == "" {
		err = refuse("--apply-changes goes with --since", "Name the checkpoint of the earlier import with --since.")
	}
	return r, err
}

func (a *app) begin(ctx context.Context, f importing, paths []string) error {
	r, err := f.check(paths)
	if err != nil {
		return err
	}
	a.to, a.checkpoint = string(r.target.Kind), r.checkpoint
	if err := a.mayConfirm(r.target, f.destination); err != nil {
		return err
	}
	if r.target, r.secret, err = a.credentials(ctx, r.target, ""); err != nil {
		return err
	}
	return a.importAll(ctx, r, f.destination)
}

// importAll opens the export, has a live project confirmed, and runs.
func (a *app) importAll(ctx context.Context, r asked, d destination) (err error) {
	export, err := sources.Open(ctx, r.from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, export.Close()) }()
	if r.checkpoint == "" {
		r.checkpoint = migrator.DefaultCheckpoint(sources.FirstUsers(export.Inputs()), r.target.Kind)
	}
	a.checkpoint = r.checkpoint
	if err := migrator.CheckFolder(r.checkpoint); err != nil {
		return err
	}
	preview, err := a.confirm(ctx, &r, d, export)
	if err != nil {
		return err
	}
	if r.again {
		if err := a.makeRoom(r.checkpoint); err != nil {
			return err
		}
	}
	var roster *migrator.Roster
	if r.against {
		if roster, err = a.readRoster(ctx, r.target, r.secret); err != nil {
			return err
		}
	}
	m, err := migrator.Begin(ctx, migrator.ImportConfig{
		Ports: a.Ports, Export: export, Options: r.options, Target: r.target,
		Secret: r.secret, Checkpoint: r.checkpoint, Preview: preview, Delta: r.delta,
		Canary: r.canary, Rebuild: r.rebuild, StopLoss: r.stopLoss, Against: roster,
		Settling: func(users int) {
			a.note("usher: of " + say.Users(users) + " of the earlier import it is not known whether they arrived; they are looked up first")
		},
	})
	if err != nil {
		return err
	}
	if err := a.run(ctx, m, r.secret); err != nil {
		return err
	}
	if reason := m.Snapshot().Reason; reason == migrator.CanaryReason && a.canAsk() && !a.onScreens() && !a.json {
		return a.afterCanary(ctx, r.checkpoint)
	}
	return nil
}
