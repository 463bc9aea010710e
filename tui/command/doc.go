// Package command is the command line of usher: a cobra command per file, the
// flags that several of them take, and what they print.
//
//	code := command.Run(ctx, command.Config{
//		Ports: ports, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
//		Getenv: os.Getenv, Now: time.Now, Signals: signals,
//	}, os.Args[1:])
//	os.Exit(code)
//
// A command checks everything that it was given before it touches a file or a
// network: what it refuses (a *usage error, exit code 2) has changed nothing.
// Results go to stdout, as text or, with --json, as exactly one document;
// everything else goes to stderr.
//
// In a terminal an import shows the run screen of package tui, elsewhere the
// lines of package plain.
package command
