//go:build unix

package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"example.com/usher/sources/sample"
)

// shows waits until what the terminal shows fulfils a condition.
func (x *terminal) shows(what string, holds func(lines []string) bool) {
	x.t.Helper()
	tick, late := time.NewTicker(10*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for !holds(x.shown.lines()) {
		select {
		case <-tick.C:
		case <-late:
			x.t.Fatalf("never shown: %s; the screen is\n%s", what, strings.Join(x.shown.lines(), "\n"))
		}
	}
}

// showsText waits until a text stands in one line of the screen.
func (x *terminal) showsText(text string) {
	x.t.Helper()
	x.shows(text, func(lines []string) bool { return strings.Contains(strings.Join(lines, "\n"), text) })
}

func (x *terminal) resize(width, height int) {
	x.t.Helper()
	x.shown.resize(width, height)
	if err := pty.Setsize(x.screen, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}); err != nil {
		x.t.Fatal(err)
	}
}

// stop lets nothing be read any more, as ctrl+s does and a dead line; the
// function that it gives ends that.
func (x *terminal) stop() (goOn func()) {
	x.reading.Lock()
	return x.reading.Unlock
}

// whole says that a frame of these measures is there, once and in its place.
func whole(width, height int) func([]string) bool {
	rule := strings.Repeat("─", width)
	return func(lines []string) bool {
		all := strings.Join(lines, "\n")
		return len(lines) == height && strings.HasPrefix(lines[0], " usher") && strings.Contains(lines[height-1], "ctrl+c") &&
			lines[2] == rule && lines[height-3] == rule && strings.Count(all, "ctrl+c") == 1 && strings.Count(all, rule) == 2
	}
}

// TestAResizeStormEndsInAWholeScreen: the import is so slow that it runs
// through all of the storm.
func TestAResizeStormEndsInAWholeScreen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := ownSandbox(t, dir, "--rate", "5")
	x := inTerminal(t, dir, env.variables, "import", "auth0-users.json", "--to", "test", "--base-url", env.url)
	x.showsText("Importing")
	for _, size := range [][2]int{{200, 50}, {60, 16}, {79, 23}, {240, 60}, {80, 24}, {120, 17}, {61, 60}, {80, 24}} {
		x.resize(size[0], size[1])
		x.shows(fmt.Sprintf("a whole frame of %dx%d", size[0], size[1]), whole(size[0], size[1]))
		for _, small := range [][2]int{{59, 15}, {7, 3}, {1, 1}, {0, 0}, {300, 2}, {2, 100}} {
			x.resize(small[0], small[1])
		}
		x.resize(50, 10)
		x.shows("one sentence", func(lines []string) bool {
			text := strings.Join(lines, " ")
			return strings.Contains(text, "Make the window larger to see more.") && !strings.Contains(text, "ctrl+c")
		})
	}
	x.resize(80, 24)
	x.shows("a whole frame", whole(80, 24))
	x.showsText("Importing")
	x.types("q")
	x.exits(exitPaused)
	if len(x.shown.unknown) > 0 {
		t.Errorf("sequences that this test's terminal does not know: %q", x.shown.unknown)
	}
}

// box is a sandbox of its own process, that stays when usher is killed.
type box struct {
	url       string
	variables []string // the credentials
}

// ownSandbox starts a sandbox and writes the sample export into a folder.
func ownSandbox(t testing.TB, dir string, args ...string) box {
	t.Helper()
	if _, err := sample.Write(dir); err != nil {
		t.Fatal(err)
	}
	const project = "project-test-11111111-1111-1111-1111-111111111111"
	server := inTerminal(t, dir, nil, append([]string{"sandbox", "--addr", "127.0.0.1:0", "--project-id", project}, args...)...)
	url := word(server, "sandbox listens on ", ",")
	secret := word(server, "STYTCH_SECRET=", "\r")
	return box{url: url, variables: []string{"STYTCH_PROJECT_ID=" + project, "STYTCH_SECRET=" + secret}}
}

// TestAFirstRehearsal goes from the start screen through all of them, with the
// path of the export pasted in every form in which terminals paste.
func TestAFirstRehearsal(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]string{
		"quoted":                       `'%s'`,
		"quoted twice, and a new line": "\"%s\"\r\n",
		"escaped":                      "escaped",
		"as it is":                     "%s",
		"an address":                   "address",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			folder := filepath.Join(dir, "Ada's exports (new)")
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			files, err := sample.Write(folder)
			if err != nil {
				t.Fatal(err)
			}
			var pasted string
			switch form {
			case "escaped":
				pasted = strings.NewReplacer(" ", `\ `, "'", `\'`, "(", `\(`, ")", `\)`).Replace(files[0])
			case "address":
				pasted = "file://" + strings.NewReplacer(" ", "%20", "'", "%27").Replace(files[0])
			default:
				pasted = fmt.Sprintf(form, files[0])
			}
			if form == `'%s'` { // a quote within quotes, as shells write it
				pasted = "'" + strings.ReplaceAll(files[0], "'", `'\''`) + "'"
			}
			x := inTerminal(t, dir, nil)
			x.showsText("Start with an export of your users")
			x.types("\r")
			x.showsText("Where is the export?")
			x.types("\x1b[200~" + pasted + "\x1b[201~")
			x.showsText("auth0-users.json")
			x.types("\r")
			x.showsText("365 users · Auth0 · read")
			x.showsText("Recommended path")
			x.types("\r")
			x.showsText("Stytch's guidance")
			x.types("\r")
			x.showsText("Where do the users go?")
			x.types("\r")
			x.showsText("Importing")
			x.showsText("SANDBOX")
			x.showsText("Done. ")
			x.types("\x03")
			x.exits(exitDone)
		})
	}
}

// TestATerminalThatReadsNothingStopsNothing: ctrl+s, or a line that is dead and
// not cut yet. The import goes on to its end, which is seen when the terminal
// reads again.
func TestATerminalThatReadsNothingStopsNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := inTerminal(t, dir, nil, "rehearse")
	x.showsText("Importing")
	goOn := x.stop()
	report := filepath.Join(dir, "usher-sample", "auth0-users-sandbox-report", "summary.html")
	tick, late := time.NewTicker(20*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for {
		if _, err := os.Stat(report); err == nil {
			break
		}
		select {
		case <-tick.C:
			continue
		case <-late:
		}
		goOn()
		t.Fatal("the import did not go on")
	}
	goOn()
	x.showsText("Done. 346 of 365 users are in the sandbox.")
	x.types("\x13q") // ctrl+s as a key does nothing
	x.exits(exitDone)
}

func TestAKilledImportIsResumedFromTheStartScreen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := ownSandbox(t, dir)
	x := inTerminal(t, dir, env.variables, "import", "auth0-users.json", "--to", "test", "--base-url", env.url)
	x.shows("an import under way", func(lines []string) bool {
		all := strings.Join(lines, "\n")
		return strings.Contains(all, "of 365 users") && !strings.Contains(all, " 0 of 365 users")
	})
	if err := x.process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := x.process.Wait(); err == nil {
		t.Fatal("it was not killed")
	}
	x = inTerminal(t, dir, env.variables)
	x.showsText("Unfinished migrations here")
	x.showsText("▸ auth0-users-test.usher")
	x.types("\r")
	x.showsText("Importing")
	x.types("f") // its findings are read beside it
	x.showsText("365 users · Auth0 · read")
	x.types("jl") // behind the records that cannot be read
	x.showsText("User 1 of ")
	x.types("h")
	x.showsText("Recommended path")
	x.types("\x1b")
	x.showsText("Done. 346 of 365 users are in Stytch.")
	x.types("q")
	x.exits(exitDone)
}

func TestASignalKeepsTheStateAndTheTerminal(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			x := inTerminal(t, dir, nil, "rehearse")
			x.showsText("Importing")
			if err := x.process.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			at := x.sees(0, leavesScreen)
			x.sees(at, "resume:  usher resume usher-sample/auth0-users-sandbox.usher")
			x.exits(exitPaused)
			if x.shown.alternate || !strings.Contains(x.text(), showsCursor) {
				t.Error("the terminal is not as it was")
			}
			isPaused(t, dir)
		})
	}
}

// TestErrorsLeadOn walks through what goes wrong before an import, and out of
// it again by the keys that the screens offer.
func TestErrorsLeadOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files, err := sample.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("buy milk\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const project = "project-test-11111111-1111-1111-1111-111111111111"
	x := inTerminal(t, dir, []string{"STYTCH_PROJECT_ID=" + project, "STYTCH_SECRET=secret-live-11111111111"})
	x.showsText("Start with an export")
	x.types("\r")
	x.showsText("Where is the export?")
	x.types("notes.txt\r")
	x.showsText("not an export that usher knows")
	x.showsText("buy milk")
	x.types("\x15" + "gone.json\r")
	x.showsText("no such file or directory")
	x.types("\x15" + filepath.Base(files[0]) + "\r")
	x.showsText("Recommended path")
	x.types("\r")
	x.showsText("Stytch's guidance")
	x.types("\r")
	x.showsText("Where do the users go?")
	x.types("\x1b[B")
	x.showsText("a test project. No message")
	x.types("\r") // a live secret for a test project
	x.showsText("This secret belongs to another kind of project")
	x.types("\x1b[A\r")
	x.showsText("Done. 346 of 365")
	x.types("q")
	x.exits(exitDone)
}

func TestARefusedUserIsLookedAt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := ownSandbox(t, dir)
	for name, text := range map[string]string{
		"first.csv":  "id,email,phone\n1,ada@example.com,+14155550100\n",
		"second.csv": "id,email,phone\n2,grace@example.com,+14155550101\n3,alan@example.com,+14155550100\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	importing := func(name string) []string {
		return []string{"import", name, "--to", "test", "--base-url", env.url}
	}
	inTerminal(t, dir, env.variables, append(importing("first.csv"), "--plain")...).exits(exitDone)
	x := inTerminal(t, dir, env.variables, importing("second.csv")...)
	x.showsText("Done. 1 of 2 users are in Stytch.")
	for !strings.Contains(strings.Join(x.shown.lines(), "\n"), "▸ Look at the refused") {
		before := strings.Join(x.shown.lines(), "\n")
		x.types("j")
		x.shows("another entry", func(lines []string) bool { return strings.Join(lines, "\n") != before })
	}
	x.types("\r")
	x.showsText("line 3")
	x.types("\r")
	x.showsText("Refused by Stytch")
	x.showsText("duplicate_phone_number")
	x.showsText(`"email": "alan@example.com"`)
	x.types("\x1b")
	x.showsText("enter record and calls")
	x.types("\x03")
	x.exits(exitPartly)
}
