package plain

import (
	"context"
	"strconv"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// askWay asks what to do with a project whose credentials were checked.
func (a *assistant) askWay(ctx context.Context) (step, error) {
	a.canary = 0
	rehearsed := migrator.Rehearsed(ctx, a.export, a.Ports)
	if !rehearsed {
		a.say("This very export was not rehearsed yet.")
	}
	ways := say.Ways(a.target.Kind, rehearsed)
	entries := make([]string, len(ways))
	for i, w := range ways {
		entries[i] = w.Title
		if w.Note != "" {
			entries[i] += ": " + w.Note
		}
	}
	n, err := a.pick(ctx, entries, "Nothing is sent before the last question is answered.")
	if err != nil {
		return nil, err
	}
	switch ways[n].ID {
	case say.Rehearse:
		a.target, a.secret = migrator.Target{Kind: migrator.Sandbox}, ""
	case say.SeeThere:
		if err := a.readRoster(ctx); err != nil {
			a.failed(err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return a.askWay(ctx)
	case say.SendFew:
		if a.canary, err = a.askFew(ctx); err != nil {
			return nil, err
		}
	}
	return a.confirm, nil
}

func (a *assistant) askFew(ctx context.Context) (int, error) {
	for {
		answer, err := a.ask(ctx, "How many users go first? ["+say.DefaultCanary+"]: ", "They are the first of the export; the rest waits until you have looked at them.")
		if err != nil {
			return 0, err
		}
		if answer == "" {
			answer = say.DefaultCanary
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 {
			return n, nil
		}
		a.say("Type a number, 1 or more.")
	}
}

// readRoster reads who is in the project, and the export against it.
func (a *assistant) readRoster(ctx context.Context) error {
	a.say("Reading who is in the project; nothing is changed there.")
	roster, err := migrator.ReadRoster(ctx, migrator.RosterConfig{Ports: a.Ports, Target: a.toRead(), Secret: a.secret})
	if err != nil {
		return err
	}
	a.roster = roster
	a.say(say.Users(roster.Users) + " there. Comparing the export with them.")
	if err := a.read(ctx); err != nil {
		return err
	}
	if a.result.Against != nil {
		a.say(say.There(*a.result.Against))
	}
	return nil
}
