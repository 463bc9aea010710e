package command

import (
	"context"

	"example.com/usher/tui"
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
