package command

import (
	"context"

	"example.com/usher/tui"
)

// assist is usher without a command: the guided assistant.
func (a *app) assist(ctx context.Context) error {
	if !a.onScreens() {
		return refuse("the assistant needs a terminal that can draw", "usher --help lists the commands for scripts.")
	}
	receipt, err := a.screens(ctx, tui.Start{})
	if err != nil {
		return err
	}
	a.lines(receipt.Lines)
	a.code = codeOf(receipt)
	return nil
}
