package command

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.com/usher/migrator"
)

// freeLook is how often a checkpoint that another usher has open is tried.
const freeLook = 500 * time.Millisecond

// errWaitedInVain: a signal ended the wait for another usher.
var errWaitedInVain = errors.New("interrupted while waiting for another usher")

// whenFree does something that needs a checkpoint; while another usher has it
// open it says so once, and waits for the pause or the end of that one.
func (a *app) whenFree(ctx context.Context, what string, do func() error) error {
	return a.await(ctx, do, func(held *migrator.CheckpointError) (says string, waits bool) { return waitsFor(what, held), true })
}

// whenRead does something that needs a checkpoint for itself; it waits while
// somebody only reads it, a report for example. Who writes names itself, and is
// not waited for.
func (a *app) whenRead(ctx context.Context, what string, do func() error) error {
	return a.await(ctx, do, func(held *migrator.CheckpointError) (says string, waits bool) {
		return "usher: " + what + " waits for whoever reads " + held.Path, held.PID == 0
	})
}

// await tries something again as long as a checkpoint is held and waits says
// so; what it says is said once.
func (a *app) await(ctx context.Context, do func() error, waits func(*migrator.CheckpointError) (string, bool)) error {
	leave := make(chan struct{}, 1)
	defer a.interrupts.during(func() { leave <- struct{}{} }, nil)()
	for said := false; ; said = true {
		err := do()
		var held *migrator.CheckpointError
		if !errors.As(err, &held) || held.Problem != migrator.InUse {
			return err
		}
		says, waits := waits(held)
		if !waits {
			return err
		}
		if !said {
			a.note(says)
		}
		select {
		case <-time.After(freeLook):
		case <-leave:
			return &migrator.FatalError{Op: "wait for " + held.Path, Err: errWaitedInVain, Hint: "Nothing was written, and the other usher was not disturbed. Ask again at any time."}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func waitsFor(what string, held *migrator.CheckpointError) string {
	by := "the usher"
	if held.PID != 0 {
		by += fmt.Sprintf(" (process %d)", held.PID)
	}
	return "usher: " + what + " waits for the pause or the end of " + by + " that has " + held.Path + " open"
}
