package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"example.com/usher/tui/command/scripttest"
)

// binary is usher as an operator has it, built once for all tests.
var binary string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "usher-test-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "usher")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build usher: %v\n%s", err, out)
		return 1
	}
	// Scripts wait for requests that leave at a rate, not for a processor.
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// TestScripts runs the command line as scripts do, a file for each topic.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   filepath.Join("tui", "command", "testdata"),
		Setup: scripttest.Setup(binary),
		Cmds:  scripttest.Commands(),

		Condition: scripttest.Condition,
	})
}

// TestNothingIsAskedOfATerminalThatAnswersNothing guards package tui/early:
// without it bubbletea asks every terminal for its colours before main, and
// waits where nobody answers.
func TestNothingIsAskedOfATerminalThatAnswersNothing(t *testing.T) {
	c := exec.Command(binary, "--version")
	c.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	terminal, err := pty.Start(c) // as its controlling terminal: others are not asked
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	defer terminal.Close()
	// Reading ends with EIO when the process has ended.
	written, err := io.ReadAll(terminal)
	if err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsRune(written, '\x1b') || !bytes.HasPrefix(written, []byte("usher ")) {
		t.Errorf("%q was written, want nothing but the version", written)
	}
}
