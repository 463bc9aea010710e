package plain

import (
	"context"
	"fmt"
	"strconv"

	"example.com/usher/migrator"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// askOptions shows every option and lets each be changed.
func (a *assistant) askOptions(ctx context.Context) (step, error) {
	before := a.options
	for {
		a.say("Options")
		for i, c := range migrator.Choices {
			a.say(fmt.Sprintf("  %2d  %-18s %s", i+1, c.Title, say.ValueTitle(c.Name, a.options.Get(c.Name))))
		}
		rate, checkpoint := len(migrator.Choices)+1, len(migrator.Choices)+2
		a.say(fmt.Sprintf("  %2d  %-18s %s", rate, "rate", say.RateTitle(a.options.Rate)),
			fmt.Sprintf("  %2d  %-18s %s", checkpoint, "checkpoint", a.checkpointTitle()))
		answer, err := a.ask(ctx, "Number of an option to change it, Enter goes on: ", "Each option is explained when you choose it. They are fixed once the import begins.")
		if err != nil {
			return nil, err
		}
		n, numberErr := strconv.Atoi(answer)
		switch {
		case answer == "":
			return a.askDestination, a.reread(ctx, before)
		case numberErr != nil || n < 1 || n > checkpoint:
			a.say("Type a number from 1 to " + strconv.Itoa(checkpoint) + ".")
		case n == rate:
			err = a.askRate(ctx)
		case n == checkpoint:
			err = a.askCheckpoint(ctx)
		default:
			err = a.change(ctx, migrator.Choices[n-1])
		}
		if unlessBack(err) != nil {
			return nil, err
		}
	}
}

func (a *assistant) checkpointTitle() string {
	if a.checkpoint == "" {
		return "beside the export"
	}
	return a.checkpoint
}

// reread makes the preview anew when a choice counts for the plans.
func (a *assistant) reread(ctx context.Context, before migrator.Options) error {
	before.Rate = a.options.Rate
	if before == a.options {
		return nil
	}
	a.say("Reading the export again with these options.")
	if err := a.read(ctx); err != nil {
		return err
	}
	a.say(say.Plural(a.result.Requests, "request") + ", " + say.Span(say.Seconds(a.result.SecondsAtCap)) + " at " + strconv.Itoa(migrator.MaxRate) + " a second.")
	return nil
}

func (a *assistant) change(ctx context.Context, c migrator.Choice) error {
	a.say("", c.Help)
	if here := say.CountedHere(a.result, c.Name); here != "" {
		a.say(here)
	}
	entries := make([]string, len(c.Values))
	for i, v := range c.Values {
		entries[i] = say.ValueTitle(c.Name, v)
	}
	n, err := a.pick(ctx, entries, c.Help)
	if err != nil {
		return err
	}
	a.options, err = a.options.With(c.Name, c.Values[n])
	return err
}

func (a *assistant) askRate(ctx context.Context) error {
	help := "How many requests may leave in any second. Stytch asks for at most 65; a sandbox takes any number, 0 = no limit."
	a.say("", help)
	for {
		answer, err := a.ask(ctx, "Requests a second: ", help)
		if err != nil {
			return err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 0 {
			a.options.Rate = n
			return nil
		}
		a.say("Type a number.")
	}
}

func (a *assistant) askCheckpoint(ctx context.Context) error {
	help := "The file that holds how far the import is. It holds no personal data. Nothing typed puts it beside the export."
	a.say("", help)
	answer, err := a.ask(ctx, "Path: ", help)
	if err != nil {
		return err
	}
	a.checkpoint = answer
	if answer != "" {
		a.checkpoint = a.absolute(paths.Expand(answer, a.Getenv))
	}
	return nil
}
