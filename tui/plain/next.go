package plain

import (
	"context"
	"errors"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// NextID is what follows a finished migration.
type NextID int

// What can follow.
const (
	Leave NextID = iota
	ImportNow
	Verify
	Retry
	Undo
	Another
)

// Next asks what follows a migration that is done. Nothing typed leaves, and so
// does the end of the input.
func Next(ctx context.Context, c AssistConfig, r migrator.Result, rehearsal bool) (NextID, error) {
	a := &assistant{AssistConfig: c}
	a.say("", "What now?")
	ids, entries := []NextID{Leave}, []string{"leave"}
	add := func(id NextID, entry string) { ids, entries = append(ids, id), append(entries, entry) }
	if rehearsal {
		add(ImportNow, "import this export into a test or live project")
	} else {
		add(Verify, "verify: read everybody back from Stytch and compare")
		if r.Refused > 0 {
			add(Retry, "try the refused again: "+say.Users(r.Refused))
		}
		if r.Created+r.PasswordAdded > 0 {
			add(Undo, "undo: delete what this created, after a typed confirmation")
		}
	}
	add(Another, "another migration")
	n, err := a.pick(ctx, entries, "Everything is kept in the checkpoint and the report: each of these can be done later, too.")
	switch {
	case errors.Is(err, errLeave), errors.Is(err, errBack), errors.Is(err, ErrNoAnswer):
		return Leave, nil
	case err != nil:
		return Leave, err
	}
	return ids[n], nil
}
