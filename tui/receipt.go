package tui

import (
	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

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
