//go:build unix

package command

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"

	"example.com/usher/sources/sample"
)

// binary is the real usher, built once, in a folder that TestMain takes away.
var binary = sync.OnceValues(func() (path string, err error) {
	if built, err = os.MkdirTemp("", "usher-terminal-*"); err != nil {
		return "", err
	}
	path = filepath.Join(built, "usher")
	if out, err := exec.Command("go", "build", "-o", path, "example.com/usher").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build usher: %w\n%s", err, out)
	}
	return path, nil
})

var built string

// atOnce is how many tests run beside each other. Those in a terminal wait for
// requests that leave at a rate, not for a processor.
const atOnce = "16"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built) // what is left of a test harms nobody
	}
	os.Exit(code)
}

// terminal is usher in a pseudo-terminal that answers nothing, as its
// controlling terminal.
type terminal struct {
	t       testing.TB
	screen  *os.File
	process *exec.Cmd
	ended   chan struct{} // everything was read

	mu      sync.Mutex
	written strings.Builder
	shown   *screen
	reading sync.Mutex    // held while nothing is to be read
	wrote   chan struct{} // something was written since it was looked
}

// patience is how long a text may take to appear; only a test that fails waits
// so long.
const patience = time.Minute

// inTerminal starts usher in a folder.
func inTerminal(t testing.TB, dir string, env []string, args ...string) *terminal {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, args...)
	c.Dir = dir
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "XDG_CACHE_HOME=" + dir + "/.cache", "TERM=xterm-256color", "LANG=C.UTF-8"}, env...)
	screen, err := pty.StartWithSize(c, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	x := &terminal{t: t, screen: screen, process: c, ended: make(chan struct{}), shown: newScreen(80, 24), wrote: make(chan struct{}, 1)}
	go x.read()
	t.Cleanup(func() {
		_ = c.Process.Kill() // it has ended in a test that holds
		_ = screen.Close()
	})
	return x
}

// read takes in what is written until the other end is closed.
func (x *terminal) read() {
	defer close(x.ended)
	buffer := make([]byte, 1<<14)
	for {
		n, err := x.screen.Read(buffer)
		x.reading.Lock()
		x.mu.Lock()
		x.written.Write(buffer[:n])
		x.mu.Unlock()
		_, _ = x.shown.Write(buffer[:n]) // it takes everything
		x.reading.Unlock()
		select {
		case x.wrote <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.written.String()
}

// sees waits until a text was written after the place from, and gives the
// place behind it.
func (x *terminal) sees(from int, text string) int {
	x.t.Helper()
	tick, late := time.NewTicker(10*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for {
		if at := strings.Index(x.text()[from:], text); at >= 0 {
			return from + at + len(text)
		}
		select {
		case <-tick.C:
		case <-late:
			x.t.Fatalf("%q was never written:\n%q", text, x.text()[from:])
		}
	}
}

func (x *terminal) types(keys string) {
	x.t.Helper()
	if _, err := x.screen.WriteString(keys); err != nil {
		x.t.Fatal(err)
	}
}

// exits waits for the end and checks the exit code.
func (x *terminal) exits(want int) {
	x.t.Helper()
	err := x.process.Wait()
	var exit *exec.ExitError
	code := 0
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		x.t.Fatal(err)
	}
	<-x.ended
	if code != want {
		x.t.Errorf("exit code %d, want %d:\n%q", code, want, x.text())
	}
}

const (
	leavesScreen = "\x1b[?1049l"
	showsCursor  = "\x1b[?25h"
)

func TestARehearsalOnTheScreenIsPausedAndGoesOn(t *testing.T) {
	t.Parallel()
	x := inTerminal(t, t.TempDir(), nil, "rehearse")
	at := x.sees(0, "Importing")
	x.types(" ")
	at = x.sees(at, "usher resume usher-sample/auth0-users-sandbox.usher")
	x.types(" ")
	at = x.sees(at, "Done. 346 of 365 users are in the sandbox.")
	x.types("q")
	at = x.sees(at, leavesScreen)
	x.sees(at, "usher: done, 346 of 365 users are in the sandbox")
	x.sees(at, "report:  usher-sample/auth0-users-sandbox-report/summary.html")
	x.exits(exitDone)
	if !strings.Contains(x.text(), showsCursor) {
		t.Error("the cursor stays hidden")
	}
}

func TestCtrlCPausesAndLeaves(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := inTerminal(t, dir, nil, "rehearse")
	at := x.sees(0, "Importing")
	x.types("\x03")
	at = x.sees(at, leavesScreen)
	x.sees(at, "resume:  usher resume usher-sample/auth0-users-sandbox.usher")
	x.exits(exitPaused)
	isPaused(t, dir)
}

func TestAClosedTerminalKeepsEverything(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := inTerminal(t, dir, nil, "rehearse")
	x.sees(0, "Importing")
	if err := x.screen.Close(); err != nil { // its session is hung up
		t.Fatal(err)
	}
	x.exits(exitPaused)
	isPaused(t, dir)
}

// isPaused asks the next usher.
func isPaused(t *testing.T, dir string) {
	t.Helper()
	x := inTerminal(t, dir, nil, "status", "usher-sample/auth0-users-sandbox.usher")
	x.sees(0, "auth0-users-sandbox.usher, to SANDBOX: paused")
	x.exits(exitDone)
}

func TestWithoutAScreenTheSameIsAsked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := inTerminal(t, dir, []string{"ACCESSIBLE=1"})
	at := x.sees(0, "Number [1]: ")
	x.types("2\n") // the sample
	at = x.sees(at, "or search: ")
	x.types("\n")
	at = x.sees(at, "Enter goes on: ")
	x.types("\n")
	at = x.sees(at, "Where should the users go?")
	at = x.sees(at, "Number [1]: ")
	x.types("1\n")
	at = x.sees(at, "Import 346 users into the sandbox? [y/n]: ")
	x.types("y\n")
	at = x.sees(at, "usher: done, 346 of 365 users are in the sandbox")
	at = x.sees(at, "What now?")
	at = x.sees(at, "Number [1]: ")
	x.types("2\n") // into a project
	at = x.sees(at, "Where should the users go?")
	x.sees(at, "Number [1]: ")
	x.types("q\n")
	x.exits(exitDone)
	if strings.Contains(x.text(), "\x1b") {
		t.Error("escape sequences were written")
	}
}

// TestTheWholeWayWithoutAScreen goes by questions from the export to a test
// project, a few users first, to the verification and to an undo that is not
// confirmed.
func TestTheWholeWayWithoutAScreen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := ownSandbox(t, dir, "--rate", "0")
	x := inTerminal(t, dir, append(env.variables, "ACCESSIBLE=1"))
	at := 0
	for _, step := range []struct{ asked, typed string }{
		{"Number [1]: ", "1"},
		{"Where is the export? ", ""},
		{"1  auth0-users.json", "1"},
		{"Use them? [y/n]: ", "y"},
		{"or search: ", ""},
		{"Enter goes on: ", ""},
		{"first name a server of my own", "4"},
		{"Address: ", env.url},
		{"instead of " + env.url, "2"},
		{"Send a few users first", "3"},
		{" users there. ", "2"},
		{"How many users go first? ", "2"},
		{"Import the first 2 users into the TEST project", "y"},
		{"Log in as which of them", ""},
		{"Send the rest of ", "yes"},
		{"What now?", "2"},
		{"nobody is missing, and nothing differs", "3"},
		{"Type the project id to delete them: ", "project-test-2"},
		{"Nothing was deleted.", ""},
	} {
		at = x.sees(at, step.asked)
		x.types(step.typed + "\n")
	}
	x.exits(exitUsage)
	if strings.Contains(x.text(), strings.TrimPrefix(env.variables[1], "STYTCH_SECRET=")) {
		t.Error("the secret is shown")
	}
}

func TestALiveImportIsTypedAndItsSecretNotShown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := sample.Write(dir); err != nil {
		t.Fatal(err)
	}
	const project = "project-live-22222222-2222-2222-2222-222222222222"
	server := inTerminal(t, dir, nil, "sandbox", "--addr", "127.0.0.1:0", "--project-id", project, "--rate", "0")
	url := word(server, "sandbox listens on ", ",")
	secret := word(server, "STYTCH_SECRET=", "\r")
	x := inTerminal(t, dir, []string{"STYTCH_PROJECT_ID=" + project}, "import", "auth0-users.json", "--to", "live", "--base-url", url, "--plain")
	at := x.sees(0, "(not shown): ")
	x.types(secret + "\n")
	at = x.sees(at, "Type the host to go on: ")
	x.types(strings.TrimPrefix(url, "http://") + "\n")
	at = x.sees(at, "Go on without? [y/n]: ")
	x.types("y\n")
	at = x.sees(at, "No message is sent to any of them.")
	at = x.sees(at, "Type the project id to go on: ")
	x.types(project + "\n")
	x.sees(at, "usher: done, 346 of 365 users are in Stytch")
	x.exits(exitDone)
	if strings.Contains(x.text(), secret) {
		t.Error("the secret is shown")
	}
	// The checkpoint names that server from now on; the secret does not follow
	// it by itself.
	x = inTerminal(t, dir, []string{"STYTCH_PROJECT_ID=" + project, "STYTCH_SECRET=" + secret}, "verify", "auth0-users-live.usher")
	x.sees(0, "Type the host to go on: ")
	x.types("stytch.com\n")
	x.sees(0, "that is not the host")
	x.exits(exitUsage)
	// It knows the project, so only the secret is asked for.
	x = inTerminal(t, dir, nil, "verify", "auth0-users-live.usher")
	at = x.sees(0, "Type the host to go on: ")
	x.types(strings.TrimPrefix(url, "http://") + "\n")
	x.sees(at, "Secret of "+project+" (not shown): ")
	x.types(secret + "\n")
	x.exits(exitDone)
	if strings.Contains(x.text(), "Project id") {
		t.Error("the project id is asked for")
	}
}

// word waits for a text and gives what follows it up to the end.
func word(x *terminal, before, end string) string {
	x.t.Helper()
	at := x.sees(0, before)
	stop := x.sees(at, end)
	return x.text()[at : stop-len(end)]
}
