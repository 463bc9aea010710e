// Usher moves the users of an app from another auth provider into Stytch: it
// shows everything first, never sends more than 65 requests in a second, stops
// and resumes at any moment, and ends with a report that adds up.
//
//	go run . rehearse             a whole migration of a bundled sample, on this machine
//	go run .                      the guided assistant
//	go run . import --help        the same for servers and scripts
//
// This file only wires the parts together and owns the process: its signals,
// its exit code, its crash dumps. The commands are in package tui/command, the
// engine is package migrator.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
	"example.com/usher/migrator/report"
	"example.com/usher/migrator/sandbox"
	"example.com/usher/migrator/stytch"
	"example.com/usher/sources/sample"
	"example.com/usher/tui/command"
	_ "example.com/usher/tui/early" // before anything asks the terminal for its colours
)

// version is that of a release build (-ldflags "-X main.version=1.2.3"); other
// builds say what the Go tool knows of them.
var version string

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	guardMemory()
	return command.Run(context.Background(), command.Config{
		Version: versionOf(version),
		Ports:   ports(),
		Serve:   serve,
		Sample:  sample.Write,
		Stdin:   os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Signals: caught(),
	}, args)
}

// ports are the parts that the engine works with.
func ports() migrator.Ports {
	return migrator.Ports{
		Checkpoints:  checkpoint.Files{},
		Connect:      stytch.Connect,
		StartSandbox: startSandbox,
		LockProject:  checkpoint.Projects{}.Lock,
		Report:       report.Write,
		List:         report.WriteList,
	}
}

// ownLimit is what Stytch allows where it asks imports for at most
// migrator.MaxRate (docs: API reference, passwords/migrate).
const ownLimit = 100

// startSandbox starts the embedded Stytch of a rehearsal. Its limit stands to
// the rate as Stytch's own does to the rate that it asks for.
func startSandbox(c migrator.SandboxConfig) (migrator.RunningSandbox, error) {
	limit := sandbox.LimitConfig{Requests: max(ownLimit, c.Rate*ownLimit/migrator.MaxRate)}
	if c.Rate == 0 {
		limit.Mode = sandbox.LimitOff
	}
	box, err := sandbox.New(sandbox.Config{StatePath: c.StatePath, Limit: limit})
	if err != nil {
		return migrator.RunningSandbox{}, err
	}
	if err := box.Start("127.0.0.1:0"); err != nil {
		return migrator.RunningSandbox{}, errors.Join(err, box.Close())
	}
	return migrator.RunningSandbox{URL: box.URL(), ProjectID: box.ProjectID(), Secret: box.Secret(), Close: box.Close}, nil
}

// serve runs the embedded Stytch as a server until ctx ends.
func serve(ctx context.Context, s command.Server) error {
	c := sandbox.Config{
		ProjectID: s.ProjectID, StatePath: s.State, Latency: s.Latency, Jitter: s.Jitter, Existing: seedUsers(s.SeedUsers),
	}
	if migrator.ProjectKind(s.ProjectID) == migrator.Live {
		c.Secret = strings.Replace(sandbox.DefaultSecret, "test", "live", 1)
	}
	var err, limitErr, togglesErr error
	c.Faults, err = sandbox.ParseFaults(strings.Join(s.Faults, ","))
	c.Limit, limitErr = sandbox.ParseLimit(s.Limit)
	c.Toggles, togglesErr = sandbox.ParseToggles(s.Toggles)
	if err := cmp.Or(err, limitErr, togglesErr); err != nil {
		return command.Refuse(err.Error(), "usher sandbox --help shows the forms.")
	}
	box, err := sandbox.New(c)
	if err != nil {
		return err
	}
	if err := box.Start(s.Addr); err != nil {
		return &migrator.FatalError{
			Op: "serve the sandbox", Err: errors.Join(err, box.Close()),
			Hint: "Give --addr a free port of this machine; 127.0.0.1:0 takes any.",
		}
	}
	if err = s.Ready(box.URL(), box.ProjectID(), box.Secret()); err == nil {
		<-ctx.Done()
	}
	return errors.Join(err, box.Close())
}

// seedUsers are people whom Stytch knew before; every second has a password.
func seedUsers(n int) []sandbox.SeedUser {
	list := make([]sandbox.SeedUser, n)
	for i := range list {
		list[i] = sandbox.SeedUser{Email: fmt.Sprintf("seed-%d@example.com", i+1), Password: i%2 == 1, Verified: true}
	}
	return list
}

// guardMemory keeps what is in memory (users, hashes, the secret) out of files
// and logs when the process crashes. GOTRACEBACK brings stack traces back.
func guardMemory() {
	command.NoCoreDump()
	log.SetOutput(io.Discard) // net/http logs pieces of answers that it cannot read
	debug.SetTraceback("none")
}

// caught are the signals that pause an import. A SIGHUP that is ignored, as
// under nohup, stays ignored.
func caught() <-chan os.Signal {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(signals, syscall.SIGHUP)
	}
	return signals
}

func versionOf(release string) string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
