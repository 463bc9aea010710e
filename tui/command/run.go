package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/plain"
	"example.com/usher/tui/say"
)

// Config is what the command line needs of its surroundings. Everything but
// Serve, Sample and Signals must be set.
type Config struct {
	Version string
	Ports   migrator.Ports
	// Serve runs the sandbox as a server until ctx ends. nil = there is none.
	Serve func(context.Context, Server) error
	// Sample writes the bundled export into a folder. nil = there is none.
	Sample func(dir string) (paths []string, err error)

	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	// Signals are those that the process caught: the first pauses an import
	// and stops anything else, the second leaves at once.
	Signals <-chan os.Signal
}

// Exit codes. Scripts rely on them; the README lists them.
const (
	exitDone    = 0 // everything moved, was there already, or was skipped as planned
	exitFailed  = 1 // stopped by an error; what was reached is kept
	exitUsage   = 2 // refused before anything was done
	exitPartly  = 3 // finished, but somebody was refused or is unresolved
	exitPaused  = 130
	programName = "usher"
)

// app is one command in the making.
type app struct {
	Config
	args       []string
	json       bool
	plain      bool
	opening    keyFlags
	code       int
	printed    bool // the document of --json
	checkpoint string
	to         string
	reached    string // project and host of the destination, once known
	// confirmedHost is not Stytch's, and secrets may go there.
	confirmedHost string
	// given are credentials that were asked for already.
	given      struct{ projectID, secret string }
	asks       *plain.Console
	interrupts interrupts
	// result and lines for people; both can be left although nobody reads them.
	results, remarks io.Writer
}

// Run runs one command and gives its exit code.
func Run(ctx context.Context, c Config, args []string) int {
	over, end := context.WithCancel(ctx)
	defer end()
	work, cancel := context.WithCancelCause(over)
	defer cancel(nil)
	a := newApp(c, args)
	a.interrupts.first = func() { cancel(errInterrupted) }
	forced := a.interrupts.watch(c.Signals, over.Done())
	ended := make(chan int, 1)
	go func() { ended <- a.execute(work) }()
	select {
	case code := <-ended:
		return code
	case <-forced:
		a.interrupts.leave()
		return exitPaused
	}
}

func newApp(c Config, args []string) *app {
	leaving := make(chan struct{})
	return &app{
		Config: c, args: args, interrupts: interrupts{leaving: leaving},
		results: &leavable{to: c.Stdout, leaving: leaving}, remarks: &leavable{to: c.Stderr, leaving: leaving},
	}
}

// execute runs the command line. A bug costs the operator one sentence, not a
// stack trace with somebody's data in it.
func (a *app) execute(ctx context.Context) (code int) {
	defer func() {
		if p := recover(); p != nil {
			code = a.fail(nil, fmt.Errorf("usher made a mistake (%T); what was reached is kept, and the same command goes on", p))
		}
	}()
	root := newRoot(a)
	root.SetArgs(a.args)
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	ran, err := root.ExecuteContextC(ctx)
	if err != nil && !errors.Is(err, errUnread) {
		return a.fail(ran, err)
	}
	return a.code
}

var errInterrupted = errors.New("interrupted")

// interrupted reports whether a signal ended a command before it could begin
// what it was to do.
func interrupted(err error) bool {
	return errors.Is(err, errInterrupted) || errors.Is(err, context.Canceled)
}

// fail says what went wrong and gives the exit code for it.
func (a *app) fail(ran *cobra.Command, err error) int {
	if a.json || wantsJSON(ran, a.args) {
		a.printFailure(ran, err)
	}
	refused := asUsage(err)
	switch {
	case interrupted(err):
		a.note("usher: stopped; no user was sent")
		return exitPaused
	case refused != nil:
		a.lines(strings.Split("usher: "+refused.problem, "\n"))
		if refused.hint != "" {
			a.note("  " + refused.hint)
		}
		return exitUsage
	}
	for _, line := range failureLines(err, a.reached) {
		a.note(line)
	}
	return exitFailed
}

// note writes a line for people. stderr is the last resort: an error of it has
// nobody left to hear it.
func (a *app) note(line string) { _, _ = fmt.Fprintln(a.remarks, say.Clean(line)) }

// print writes a line of the result.
func (a *app) print(lines ...string) error {
	for _, line := range lines {
		if _, err := fmt.Fprintln(a.results, line); err != nil {
			return fmt.Errorf("write result: %w", err)
		}
	}
	return nil
}
