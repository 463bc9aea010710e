package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
)

// undoing are the flags of `usher undo`.
type undoing struct {
	dryRun, active, lookedUp, yes bool
	confirmLive                   string
	takingUp
}

// newUndo is `usher undo`.
func newUndo(a *app) *cobra.Command {
	var u undoing
	c := &cobra.Command{
		Use:   "undo [CHECKPOINT]",
		Short: "delete what a migration created, and nobody else",
		Long: `Deletes the users that this migration created, and removes the passwords that
it added to others, by the ids in its checkpoint. Users who were there before
are never touched; users who have logged in since, or have a new email, phone,
password or factor, are kept and listed. (A name or metadata that your app has
changed keeps nobody.) A deleted user cannot be brought back. Interrupted, the
same command goes on. The export is not needed: it only serves to write the
report again.`,
		Example: "  usher undo --dry-run\n  usher undo users-test.usher --yes\n  usher undo users-live.usher --confirm-live project-live-...",
		Args:    atMostOne,
		RunE: func(c *cobra.Command, args []string) error {
			path, err := a.choose(c, args)
			if err != nil {
				return err
			}
			return a.undo(c.Context(), path, u)
		},
	}
	f := c.Flags()
	f.BoolVar(&u.dryRun, "dry-run", false, "read and count, and change nothing")
	f.BoolVar(&u.active, "active", false, "delete users who have logged in since, or have a new email, phone, password or factor, too")
	f.BoolVar(&u.lookedUp, "looked-up", false, "delete users who are known as ours by a look-up only, too")
	f.BoolVar(&u.yes, "yes", false, "do not ask, in a sandbox or test project")
	f.StringVar(&u.confirmLive, "confirm-live", "", "`PROJECT_ID` confirms it for a live project, without a question")
	u.addHost(f)
	a.addJSON(f)
	return c
}

func (a *app) undo(ctx context.Context, path string, u undoing) error {
	meta, err := a.meta(path)
	if err != nil {
		return err
	}
	if !u.dryRun {
		if err := a.mayUndo(meta.Destination, u); err != nil {
			return err
		}
	}
	reopen, _, err := a.takeUp(ctx, path, u.takingUp)
	if err != nil {
		return err
	}
	undo, err := migrator.OpenUndo(ctx, migrator.UndoConfig{ReopenConfig: reopen, Active: u.active, LookedUp: u.lookedUp, DryRun: u.dryRun})
	if err != nil {
		return err
	}
	result, err := a.runUndo(ctx, undo, u)
	if closeErr := undo.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return a.halfUndone(result, err)
	}
	if result.State == migrator.Paused {
		a.code = exitPaused
		a.note("usher: paused; the same command goes on")
	}
	if a.json {
		return a.document(result)
	}
	return a.print(plain.Undone(result)...)
}

// halfUndone says what an undo did before it failed.
func (a *app) halfUndone(r migrator.UndoResult, err error) error {
	if r.State == "" { // it never began
		return err
	}
	r.State = migrator.Failed
	if a.json {
		return errors.Join(err, a.document(failedUndo{r, troubleOf(err)}))
	}
	return errors.Join(err, a.print(plain.Undone(r)...))
}

func (a *app) runUndo(ctx context.Context, undo *migrator.Undo, u undoing) (result migrator.UndoResult, err error) {
	if !u.dryRun {
		if err := a.confirmUndo(ctx, undo, u); err != nil {
			return result, err
		}
	}
	end := a.interrupts.during(undo.Pause, nil)
	defer end()
	progress := func() string {
		r, pace := undo.Snapshot()
		return plain.UndoProgress(r, undo.Total(), pace, a.Now())
	}
	a.watch("", progress, func() { result, err = undo.Run(context.WithoutCancel(ctx)) })
	return result, err
}

// mayUndo refuses, before anything is opened, what nobody could confirm.
func (a *app) mayUndo(t migrator.Target, u undoing) error {
	switch {
	case a.canAsk(), t.Kind != migrator.Live && u.yes, t.Kind == migrator.Live && u.confirmLive != "":
		return nil
	case t.Kind == migrator.Live:
		return refuse("undo in a live project without a terminal needs --confirm-live", "See first what it would do: usher undo --dry-run")
	}
	return refuse("undo without a terminal needs --yes", "See first what it would do: usher undo --dry-run")
}

// confirmUndo has the project id typed, or takes it from the flags.
func (a *app) confirmUndo(ctx context.Context, undo *migrator.Undo, u undoing) error {
	t := undo.Target()
	given := u.confirmLive
	if given == "" && u.yes && t.Kind != migrator.Live {
		return nil
	}
	if given == "" {
		for _, line := range plain.Undoing(undo.Total(), undo.Untouched(), t) {
			a.note(line)
		}
		var err error
		if given, err = a.console().Ask(ctx, "Type the project id to delete them: "); err != nil {
			return notConfirmed(err)
		}
	}
	if given != t.ProjectID {
		return refuse("that is not the project id", "Nothing was deleted.")
	}
	return nil
}

// failedUndo is the document of an undo that could not be made.
type failedUndo struct {
	migrator.UndoResult
	trouble
}
