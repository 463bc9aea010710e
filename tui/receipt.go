package tui

import (
	"context"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// startImport runs a migration that leaves a receipt.
func startImport(ctx context.Context, m migration) *runner[migrator.Result] {
	r := startRun(ctx, m)
	r.receipt = func(ended bool) Receipt {
		result, err, _ := r.outcome()
		return receiptOf(result, err, ended, m.Snapshot())
	}
	return r
}

// receiptOf says in a few lines how an import ended, for the normal screen.
func receiptOf(result migrator.Result, err error, ended bool, snap migrator.Snapshot) Receipt {
	if !ended {
		return Receipt{Paused: true, Lines: say.LeftAtOnce(snap.Checkpoint)}
	}
	if result.Checkpoint == "" {
		result.Checkpoint = snap.Checkpoint
	}
	return Receipt{
		Result: &result, Err: err, Paused: err == nil && result.State == migrator.Paused,
		Lines: say.Receipt(result, err),
	}
}

// mostReceipt is how many lines are left on the normal screen.
const mostReceipt = 10

// and adds the receipt of what followed.
func (r Receipt) and(next Receipt) Receipt {
	r.Lines = append(r.Lines, next.Lines...)
	if over := len(r.Lines) - mostReceipt; over > 0 {
		r.Lines = r.Lines[over:]
	}
	if next.Result != nil {
		r.Result = next.Result
	}
	r.Paused = r.Paused || next.Paused
	if next.Err != nil {
		r.Err = next.Err
	}
	return r
}

// settle ends what still runs and says how everything stands.
func settle(c *control) Receipt {
	var r Receipt
	for _, j := range c.all() {
		j.pause()
		r = r.and(j.receipt(waitFor(j, c.aborted())))
	}
	return r
}

// waitFor waits for the end of a job, not for ever when it was aborted.
func waitFor(j *job, aborted bool) (ended bool) {
	if !aborted {
		<-j.ended
		return true
	}
	select {
	case <-j.ended:
		return true
	case <-time.After(abortPatience):
		return false
	}
}
