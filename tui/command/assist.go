package command

import (
	"context"
	"errors"

	"example.com/usher/migrator"
	"example.com/usher/tui"
	"example.com/usher/tui/plain"
)

// assist is usher without a command: the guided assistant, on screens or by
// questions.
func (a *app) assist(ctx context.Context) error {
	if !a.onScreens() {
		return a.assistByQuestions(ctx)
	}
	receipt, err := a.screens(ctx, tui.Start{})
	if err != nil {
		return err
	}
	a.lines(receipt.Lines)
	a.code = codeOf(receipt)
	return nil
}

func (a *app) assistByQuestions(ctx context.Context) (err error) {
	c := plain.AssistConfig{
		Ports: a.Ports, Folder: ".", Console: plain.NewConsole(a.Stdin, a.Stdout), Out: a.Stdout,
		Getenv: a.Getenv, Now: a.Now,
	}
	if a.Sample != nil {
		c.Sample = func() ([]string, error) { return a.writeSample() }
	}
	chosen, ok, err := plain.Assist(ctx, c)
	switch {
	case errors.Is(err, plain.ErrNoAnswer):
		return refuse("the input ended before everything was answered; nothing was sent", "Without somebody to ask, use the commands: usher --help.")
	case err != nil || !ok:
		return err
	case chosen.Resume != "":
		return a.resume(ctx, chosen.Resume, takingUp{}, migrator.StopLoss{})
	}
	defer func() { err = errors.Join(err, chosen.Import.Export.Close()) }()
	a.to, a.checkpoint = string(chosen.Import.Target.Kind), chosen.Import.Checkpoint
	if err := migrator.CheckFolder(chosen.Import.Checkpoint); err != nil {
		return err
	}
	if err := a.makeRoom(chosen.Import.Checkpoint); err != nil {
		return err
	}
	chosen.Import.Ports = a.Ports
	m, err := migrator.Begin(ctx, chosen.Import)
	if err != nil {
		return err
	}
	return a.run(ctx, m, chosen.Import.Secret)
}
