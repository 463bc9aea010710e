package command

import (
	"context"
	"errors"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
)

// assistByQuestions asks line by line what the screens ask, carries it out, and
// asks what follows.
func (a *app) assistByQuestions(ctx context.Context) error {
	c := plain.AssistConfig{
		Ports: a.Ports, Folder: ".", Console: plain.NewConsole(a.Stdin, a.Stdout), Out: a.Stdout,
		Getenv: a.Getenv, Now: a.Now,
	}
	a.asks = c.Console // one reader of the input: what was typed ahead is not lost
	if a.Sample != nil {
		c.Sample = func() ([]string, error) { return a.writeSample() }
	}
	for {
		chosen, ok, err := plain.Assist(ctx, c)
		switch {
		case errors.Is(err, plain.ErrNoAnswer):
			return refuse("the input ended before everything was answered; nothing was sent", "Without somebody to ask, use the commands: usher --help.")
		case err != nil || !ok:
			return err
		}
		c.Again = nil
		next, err := a.carryOut(ctx, c, chosen)
		if next == plain.ImportNow {
			c.Again = &chosen.Import
			continue
		}
		if chosen.Import.Export != nil {
			err = errors.Join(err, chosen.Import.Export.Close())
		}
		if err != nil || next != plain.Another {
			return err
		}
	}
}

// carryOut runs what was chosen to its end, and whatever is asked for after it.
func (a *app) carryOut(ctx context.Context, c plain.AssistConfig, chosen plain.Chosen) (plain.NextID, error) {
	path := chosen.Resume
	if path == "" {
		path = chosen.Import.Checkpoint
	}
	a.code = exitDone
	if err := a.runChosen(ctx, path, chosen); err != nil {
		return plain.Leave, err
	}
	for {
		r, err := migrator.Status(path, a.Ports)
		if err != nil || r.State != migrator.Done {
			return plain.Leave, err
		}
		rehearsal := r.Destination == string(migrator.Sandbox)
		if rehearsal && chosen.Resume != "" {
			return plain.Leave, nil // its export is not open, and its sandbox is gone
		}
		next, err := plain.Next(ctx, c, r, rehearsal)
		if err != nil {
			return plain.Leave, err
		}
		switch next {
		case plain.Verify:
			err = a.verify(ctx, path, takingUp{}, 0)
		case plain.Retry:
			err = a.retry(ctx, path, retrying{})
		case plain.Undo:
			err = a.undo(ctx, path, undoing{})
		default:
			return next, nil
		}
		if err := a.said(ctx, err); err != nil {
			return plain.Leave, err
		}
	}
}

// said says what went wrong, so that something else can be chosen; only the end
// of the program is given on.
func (a *app) said(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	a.code = a.fail(nil, err)
	return nil
}

func (a *app) runChosen(ctx context.Context, path string, chosen plain.Chosen) error {
	a.given.projectID, a.given.secret = "", ""
	if chosen.Resume != "" {
		meta, err := a.meta(path)
		if err != nil {
			return err
		}
		if meta.State.Reason == migrator.CanaryReason && a.canAsk() {
			return a.afterCanary(ctx, path)
		}
		return a.resume(ctx, path, takingUp{}, migrator.StopLoss{})
	}
	a.to, a.checkpoint = string(chosen.Import.Target.Kind), path
	target := chosen.Import.Target
	a.confirmedHost = target.HostToConfirm() // it was typed
	a.given.projectID, a.given.secret = target.ProjectID, chosen.Import.Secret
	if err := migrator.CheckFolder(path); err != nil {
		return err
	}
	if err := a.makeRoom(path); err != nil {
		return err
	}
	chosen.Import.Ports = a.Ports
	m, err := migrator.Begin(ctx, chosen.Import)
	if err != nil {
		return err
	}
	if err := a.run(ctx, m, chosen.Import.Secret); err != nil {
		return err
	}
	if m.Snapshot().Reason == migrator.CanaryReason && a.canAsk() {
		return a.afterCanary(ctx, path)
	}
	return nil
}
