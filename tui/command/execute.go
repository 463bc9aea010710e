package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui"
	"example.com/usher/tui/plain"
	"example.com/usher/tui/say"
)

// run runs a migration that was begun, on the run screen or in lines, and sets
// the exit code.
func (a *app) run(ctx context.Context, m *migrator.Migration, secret string) error {
	if a.onScreens() {
		return a.runOnScreen(ctx, m, secret)
	}
	// The end of ctx would abort requests; a signal here only pauses.
	end := a.interrupts.during(m.Pause, func() { a.lines(say.LeftAtOnce(m.Snapshot().Checkpoint)) })
	defer end()
	if ctx.Err() != nil {
		m.Pause() // the signal came while it was beginning
	}
	result, err := plain.Run(context.WithoutCancel(ctx), m, plain.Config{Out: a.remarks, Now: a.Now})
	if closeErr := m.Close(); err == nil {
		err = closeErr
	}
	return a.ended(result, err)
}

func (a *app) runOnScreen(ctx context.Context, m *migrator.Migration, secret string) error {
	receipt, err := a.screens(ctx, tui.Start{Migration: m, Secret: secret})
	if err != nil {
		return err
	}
	a.lines(receipt.Lines)
	a.code = codeOf(receipt)
	return nil
}

// screens shows the assistant.
func (a *app) screens(ctx context.Context, start tui.Start) (tui.Receipt, error) {
	signals, end := a.interrupts.forScreen()
	defer end()
	receipt, err := tui.Run(ctx, tui.Config{
		Ports: a.Ports, Version: a.Version, Getenv: a.Getenv, Now: a.Now, Start: start,
		Signals: signals, Input: a.Stdin, Output: a.Stdout, Sample: a.Sample,
	})
	if err != nil {
		a.lines(receipt.Lines)
		return receipt, fmt.Errorf("show screens: %w", err)
	}
	return receipt, nil
}

// ended writes the result of a run in lines.
func (a *app) ended(result migrator.Result, err error) error {
	a.lines(say.Receipt(result, err))
	a.code = codeOf(tui.Receipt{Result: &result, Err: err, Paused: err == nil && result.State == migrator.Paused})
	if a.json {
		return a.document(resultDocument(result, err))
	}
	return a.print(plain.Totals(result)...)
}

func (a *app) lines(lines []string) {
	for _, line := range lines {
		if a.opening.key != "" && strings.Contains(line, "usher resume ") {
			line += " --pgp-key " + say.Word(a.opening.key) // no checkpoint knows it
		}
		a.note(line)
	}
}

// codeOf is the exit code of a run.
func codeOf(r tui.Receipt) int {
	switch {
	case r.Err != nil && !errors.Is(r.Err, context.Canceled):
		return exitFailed
	case r.Paused, r.Err != nil:
		return exitPaused
	case r.Result == nil:
		return exitDone
	case r.Result.State == migrator.Failed:
		return exitFailed
	case r.Result.Refused+r.Result.Unknown+r.Result.PasswordRefused > 0:
		return exitPartly
	}
	return exitDone
}
