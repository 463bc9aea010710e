package command

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
	"example.com/usher/tui/say"
)

// canaryOf reads --canary: a number, or source ids between commas.
func canaryOf(value string) (c migrator.Canary, err error) {
	if value == "" {
		return c, nil
	}
	if n, err := strconv.Atoi(value); err == nil {
		if n <= 0 {
			return c, refuse("--canary takes a number of users above 0, or their ids", "Leave it out to send everybody at once.")
		}
		return migrator.Canary{First: n}, nil
	}
	for id := range strings.SplitSeq(value, ",") {
		if id = strings.TrimSpace(id); id != "" {
			c.IDs = append(c.IDs, id)
		}
	}
	return c, nil
}

// mostCanaries is how many users are shown after a canary.
const mostCanaries = 20

// afterCanary shows who went first, tries a login, and sends the rest when the
// operator says so.
func (a *app) afterCanary(ctx context.Context, path string) error {
	c, meta, err := a.takeUp(ctx, path, takingUp{})
	if err != nil {
		return err
	}
	goOn, err := a.lookAtCanaries(ctx, c, meta)
	if err != nil || !goOn {
		return err
	}
	m, err := migrator.Reopen(ctx, c)
	if err != nil {
		return err
	}
	a.code = exitDone
	return a.run(ctx, m, c.Secret)
}

func (a *app) lookAtCanaries(ctx context.Context, c migrator.ReopenConfig, meta migrator.Meta) (goOn bool, err error) {
	canaries, err := migrator.OpenCanaries(ctx, c)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, canaries.Close()) }()
	users, err := canaries.Users(ctx, mostCanaries)
	if err != nil {
		return false, err
	}
	a.lines(plain.Canaries(users))
	if err := a.tryLogins(ctx, canaries, users); err != nil {
		return false, err
	}
	typed, err := a.console().Ask(ctx, "Send the rest of "+say.Users(meta.Total)+"? Type yes: ")
	if err != nil {
		return false, notConfirmed(err)
	}
	if typed != "yes" {
		a.note("usher: paused, the rest was not sent")
		a.note("  resume:  usher resume " + say.Word(c.Checkpoint))
		return false, nil
	}
	return true, nil
}

// tryLogins asks for passwords until the operator has seen enough.
func (a *app) tryLogins(ctx context.Context, canaries *migrator.Canaries, users []migrator.CanaryUser) error {
	for {
		id, err := a.console().Ask(ctx, "Log in as which of them, by number (empty: nobody)? ")
		if err != nil {
			return notConfirmed(err)
		}
		if id == "" {
			return nil
		}
		n, err := strconv.Atoi(id)
		if err != nil || n < 1 || n > len(users) || !users[n-1].HasPassword {
			a.note("That is not the number of a user with a password.")
			continue
		}
		password, err := a.console().Secret(ctx, "Password (not shown, kept nowhere): ")
		if err != nil {
			return notConfirmed(err)
		}
		right, err := canaries.Login(ctx, users[n-1], password)
		if err != nil {
			return err
		}
		if right {
			a.note("Stytch took the password: the hash has moved well.")
			continue
		}
		a.note("Stytch refused the password. If it is the right one, stop here: the hashes or their settings are wrong.")
	}
}
