package command

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/tui"
)

func TestExitCodes(t *testing.T) {
	result := func(change func(*migrator.Result)) *migrator.Result {
		r := &migrator.Result{State: migrator.Done, Total: 10, Created: 8, Skipped: 2}
		change(r)
		return r
	}
	cases := []struct {
		name    string
		receipt tui.Receipt
		want    int
	}{
		{"the assistant was only looked at", tui.Receipt{}, 0},
		{"everybody moved or was skipped as planned", tui.Receipt{Result: result(func(*migrator.Result) {})}, 0},
		{"already there", tui.Receipt{Result: result(func(r *migrator.Result) { r.Present = 8 })}, 0},
		{"somebody was refused", tui.Receipt{Result: result(func(r *migrator.Result) { r.Refused = 1 })}, 3},
		{"somebody is unresolved", tui.Receipt{Result: result(func(r *migrator.Result) { r.Unknown = 1 })}, 3},
		{"created without the password", tui.Receipt{Result: result(func(r *migrator.Result) { r.PasswordRefused = 1 })}, 3},
		{"paused", tui.Receipt{Paused: true, Result: result(func(r *migrator.Result) { r.State, r.Refused = migrator.Paused, 1 })}, 130},
		{"left at once", tui.Receipt{Paused: true}, 130},
		{"our own end is a pause", tui.Receipt{Err: fmt.Errorf("import: %w", context.Canceled), Result: result(func(*migrator.Result) {})}, 130},
		{"a fatal error", tui.Receipt{Err: errors.New("disk full"), Result: result(func(r *migrator.Result) { r.State = migrator.Failed })}, 1},
		{"failed", tui.Receipt{Result: result(func(r *migrator.Result) { r.State = migrator.Failed })}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := codeOf(c.receipt); got != c.want {
				t.Errorf("exit code %d, want %d", got, c.want)
			}
		})
	}
}
