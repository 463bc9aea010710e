package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/say"
)

// AssistConfig is what the assistant needs. Everything but Sample must be set.
type AssistConfig struct {
	Ports   migrator.Ports
	Folder  string // where to look for exports and migrations
	Console *Console
	Out     io.Writer
	// Getenv reads the environment: STYTCH_PROJECT_ID, STYTCH_SECRET, HOME.
	Getenv func(string) string
	Now    func() time.Time
	// Again, when not nil, is an import whose export and options are taken over:
	// the first question is that for the destination.
	Again *migrator.ImportConfig
	// Sample writes the bundled export into its folder. nil = there is none.
	Sample func() (paths []string, err error)
}

// Chosen is what the operator decided on.
type Chosen struct {
	// Resume is the checkpoint to go on with, "" = begin Import.
	Resume string
	// Import is complete but for its Ports; the caller closes its Export.
	Import migrator.ImportConfig
}

// Assist asks for everything that an import needs, in the order of the screens:
// export, preview, options, destination, confirmation. It sends nothing but the
// one request that checks credentials. ok is false when the operator left.
//
// Every question takes b (back), q (leave) and ? (help); the end of the input
// leaves with ErrNoAnswer.
func Assist(ctx context.Context, c AssistConfig) (chosen Chosen, ok bool, err error) {
	a := &assistant{AssistConfig: c, options: migrator.DefaultOptions()}
	if c.Again != nil {
		if err := a.takeOver(ctx, c.Again); err != nil {
			return Chosen{}, false, err
		}
		return a.ended(a.walk(ctx, a.askOptions, a.askDestination))
	}
	a.say("Move your users into Stytch. Nothing is sent before you say so.",
		"At every question: b goes back, q leaves, ? explains.")
	return a.ended(a.walk(ctx, a.begin))
}

// takeOver goes on with the export and the options of an import.
func (a *assistant) takeOver(ctx context.Context, again *migrator.ImportConfig) error {
	a.export, a.options, a.preview = again.Export, again.Options, again.Preview
	if a.preview != nil {
		a.result, _ = a.preview.Snapshot()
		return nil
	}
	return a.read(ctx)
}

// ended gives what was chosen, or that nothing was.
func (a *assistant) ended(err error) (chosen Chosen, ok bool, _ error) {
	switch {
	case errors.Is(err, errLeave):
		return Chosen{}, false, a.closeExport()
	case err != nil:
		return Chosen{}, false, errors.Join(err, a.closeExport())
	}
	return a.chosen, true, nil
}

// assistant is what was chosen so far.
type assistant struct {
	AssistConfig
	export     *sources.Export
	preview    *migrator.Preview
	result     migrator.PreviewResult
	options    migrator.Options
	checkpoint string // as typed, "" = the default
	server     string // base URL, "" = Stytch's own
	host       string // not Stytch's, and typed: secrets may go there
	target     migrator.Target
	secret     string
	canary     int              // so many users go first, 0 = everybody at once
	roster     *migrator.Roster // who is in the project, nil when it was not read
	chosen     Chosen
}

// step asks for one thing and gives the step that follows, nil at the end.
type step func(context.Context) (next step, err error)

var (
	errBack  = errors.New("back")
	errLeave = errors.New("leave")
)

// walk goes from step to step, beginning with the last one given; b goes back
// to the one before.
func (a *assistant) walk(ctx context.Context, steps ...step) error {
	behind, at := steps[:len(steps)-1], steps[len(steps)-1]
	for at != nil {
		a.say("")
		next, err := at(ctx)
		switch {
		case errors.Is(err, errBack) && len(behind) > 0:
			at, behind = behind[len(behind)-1], behind[:len(behind)-1]
			continue
		case errors.Is(err, errBack):
			a.say("This is the first question; q leaves.")
			continue
		case err != nil:
			return err
		}
		behind, at = append(behind, at), next
	}
	return nil
}

// say writes lines. What they hold of an export was made safe before.
func (a *assistant) say(lines ...string) {
	for _, line := range lines {
		_, _ = fmt.Fprintln(a.Out, say.Clean(line))
	}
}

// failed says what went wrong and what can be done; the same question follows.
func (a *assistant) failed(err error) {
	f := say.Describe(err)
	a.say("! " + f.What)
	for _, line := range append(f.More, f.Where, f.Now) {
		if line != "" {
			a.say("  " + line)
		}
	}
}

// ask reads an answer; help is what ? says.
func (a *assistant) ask(ctx context.Context, question, help string) (string, error) {
	for {
		answer, err := a.Console.Ask(ctx, question)
		if err != nil {
			return "", err
		}
		switch strings.ToLower(answer) {
		case "q", "quit":
			return "", errLeave
		case "b", "back":
			return "", errBack
		case "?":
			a.say(help)
			continue
		}
		return answer, nil
	}
}

// pick shows numbered entries and asks for one; nothing typed takes the first.
func (a *assistant) pick(ctx context.Context, entries []string, help string) (int, error) {
	for i, e := range entries {
		a.say(fmt.Sprintf("  %2d  %s", i+1, e))
	}
	for {
		answer, err := a.ask(ctx, "Number [1]: ", help)
		if err != nil {
			return 0, err
		}
		if answer == "" {
			return 0, nil
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(entries) {
			return n - 1, nil
		}
		a.say("Type a number from 1 to " + strconv.Itoa(len(entries)) + ".")
	}
}

// yes asks a question that only "y" or "yes" agrees to.
func (a *assistant) yes(ctx context.Context, question, help string) (bool, error) {
	for {
		answer, err := a.ask(ctx, question+" [y/n]: ", help)
		if err != nil {
			return false, err
		}
		switch strings.ToLower(answer) {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
		a.say("Type y or n.")
	}
}

func (a *assistant) closeExport() error {
	if a.export == nil {
		return nil
	}
	err := a.export.Close()
	a.export = nil
	return err
}
