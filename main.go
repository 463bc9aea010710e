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
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"example.com/usher/migrator"
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
		Ports:   migrator.Ports{},
		Sample:  sample.Write,
		Stdin:   os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Signals: caught(),
	}, args)
}

// guardMemory keeps what is in memory (users, hashes, the secret) out of files
// and logs when the process crashes. GOTRACEBACK brings stack traces back.
func guardMemory() {
	command.NoCoreDump()
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
