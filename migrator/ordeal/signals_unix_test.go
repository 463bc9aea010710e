//go:build unix

package ordeal_test

import (
	"io"
	"os"
	"os/exec"
	"os/signal"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"example.com/usher/migrator"
)

// pausing are the signals that pause an import.
var pausing = []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}

// heard skips a signal that is ignored where the tests run, under nohup for
// example: usher ignores it too then.
func heard(t *testing.T, s syscall.Signal) {
	t.Helper()
	if signal.Ignored(s) {
		t.Skipf("%v is ignored here", s)
	}
}

func TestTheFirstSignalPauses(t *testing.T) {
	t.Parallel()
	for _, s := range pausing {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			heard(t, s)
			b := newBox(t, "--latency", "20ms")
			o := newOperator(t, b)
			people := crowd("signal", 300)
			p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "100")...)
			b.reaches(20)
			p.signal(s)
			d := p.wants(paused)
			p.says("paused at", "nothing in flight", "usher resume")
			if d.State != migrator.Paused || d.Remaining == 0 {
				t.Errorf("it says %+v", d)
			}
			sent := b.stats().Requests
			e := o.ends(b, people, o.start(o.resuming()...).wants(done))
			e.everybodyOnce(0)
			// Nobody is in doubt: whoami, a call or two for everybody left.
			if n := e.result.Requests - sent; n > 1+2*d.Remaining {
				t.Errorf("%d requests for %d users after a pause", n, d.Remaining)
			}
		})
	}
}

func TestTheSecondSignalLeavesAtOnce(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--fault", "hang:nth=10@create,hang:nth=12@migrate")
	o := newOperator(t, b)
	people := crowd("second", 60)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "100")...)
	b.reaches(30)
	p.signal(os.Interrupt)
	select {
	case <-p.ended:
		t.Fatal("it does not wait for what is in flight")
	case <-time.After(500 * time.Millisecond):
	}
	p.signal(syscall.SIGTERM)
	if code := p.code(); code != paused {
		t.Errorf("exit code %d", code)
	}
	p.says("left at once", "usher resume")
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

func TestUnderNohupAHangupIsIgnored(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("nohup", 60)
	p := &process{t: t, args: []string{"import"}, ended: make(chan struct{})}
	p.cmd = exec.Command("sh", append([]string{"-c", `trap "" HUP; exec "$@"`, "sh", binary}, o.importing(b, writeExport(t, o.dir, people), "--rate", "60")...)...)
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = o.dir, o.env, &p.out, &p.errors
	o.run(p)
	b.reaches(10)
	p.signal(syscall.SIGHUP)
	o.ends(b, people, p.wants(done)).everybodyOnce(0)
}

// screen is usher on a full screen of a pseudo-terminal.
type screen struct {
	*process
	ours, theirs *os.File
	before       *term.State
	shown        lockedBuffer
}

// onScreen starts usher with a pseudo-terminal as its controlling terminal.
func (o *operator) onScreen(args ...string) *screen {
	o.t.Helper()
	ours, theirs, err := pty.Open()
	if err != nil {
		o.t.Skip("no pseudo-terminal here: ", err)
	}
	o.t.Cleanup(func() { ours.Close(); theirs.Close() })
	if err := pty.Setsize(ours, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		o.t.Fatal(err)
	}
	s := &screen{ours: ours, theirs: theirs}
	if s.before, err = term.GetState(int(theirs.Fd())); err != nil {
		o.t.Fatal(err)
	}
	s.process = &process{t: o.t, cmd: exec.Command(binary, args...), args: args, ended: make(chan struct{})}
	s.cmd.Dir, s.cmd.Env = o.dir, append(o.env, "TERM=xterm-256color", "LANG=C.UTF-8")
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = theirs, theirs, theirs
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	o.run(s.process)
	return s
}

// read takes in what is shown, until the terminal is closed.
func (s *screen) read() { go io.Copy(&s.shown, s.ours) }

// isRestored checks that the terminal is as it was.
func (s *screen) isRestored() {
	s.t.Helper()
	now, err := term.GetState(int(s.theirs.Fd()))
	if err != nil {
		s.t.Fatal(err)
	}
	if !reflect.DeepEqual(now, s.before) {
		s.t.Errorf("the terminal is left as %+v, it was %+v", now, s.before)
	}
	until(s.t, "the end of the full screen", func() bool {
		shown := s.shown.String()
		return strings.LastIndex(shown, "\x1b[?1049l") >= strings.LastIndex(shown, "\x1b[?1049h") &&
			strings.LastIndex(shown, "\x1b[?25h") >= strings.LastIndex(shown, "\x1b[?25l")
	})
}

// screenImport is importing on screens.
func (o *operator) screenImport(b *box, export []string, more ...string) []string {
	args := o.importing(b, export, more...)
	for i, a := range args {
		if a == "--json" {
			return append(args[:i:i], args[i+1:]...)
		}
	}
	return args
}

func TestASignalGivesTheTerminalBack(t *testing.T) {
	t.Parallel()
	for _, s := range pausing {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			heard(t, s)
			b := newBox(t, "--latency", "20ms")
			o := newOperator(t, b)
			people := crowd("screen", 300)
			x := o.onScreen(o.screenImport(b, writeExport(t, o.dir, people), "--rate", "100")...)
			x.read()
			b.reaches(20)
			x.signal(s)
			if code := x.code(); code != paused {
				t.Errorf("exit code %d:\n%q", code, x.shown.String())
			}
			x.isRestored()
			until(t, "the line that says how to go on", func() bool { return strings.Contains(x.shown.String(), "usher resume") })
			o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
		})
	}
}

func TestTheSecondSignalGivesTheTerminalBackAtOnce(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--fault", "hang:nth=10@create,hang:nth=12@migrate")
	o := newOperator(t, b)
	people := crowd("screen", 60)
	x := o.onScreen(o.screenImport(b, writeExport(t, o.dir, people), "--rate", "100")...)
	x.read()
	b.reaches(30)
	x.signal(syscall.SIGTERM)
	time.Sleep(300 * time.Millisecond)
	x.signal(syscall.SIGTERM)
	if code := x.code(); code != paused {
		t.Errorf("exit code %d:\n%q", code, x.shown.String())
	}
	x.isRestored()
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

// A terminal that is not read (ctrl+s, a dead connection) stops no import.
func TestATerminalThatStopsReadingStopsNothing(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("stuck", 300)
	x := o.onScreen(o.screenImport(b, writeExport(t, o.dir, people), "--rate", "65")...)
	b.reaches(len(people))
	x.read() // ctrl+q
	until(t, "the end on the screen", func() bool { return strings.Contains(x.shown.String(), "Done.") })
	if _, err := x.ours.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	if code := x.code(); code != done {
		t.Errorf("exit code %d", code)
	}
	x.isRestored()
}

func TestASignalEndsAnImportWhoseTerminalIsNotRead(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("stuck", 600)
	x := o.onScreen(o.screenImport(b, writeExport(t, o.dir, people), "--rate", "65")...)
	b.reaches(200) // by then what fits into the terminal was written
	x.signal(syscall.SIGTERM)
	if code := x.code(); code != paused {
		t.Errorf("exit code %d", code)
	}
	now, err := term.GetState(int(x.theirs.Fd()))
	if err != nil || !reflect.DeepEqual(now, x.before) {
		t.Errorf("the terminal is left as %+v (%v), it was %+v", now, err, x.before)
	}
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

// Lines into a pipe that nobody empties are the same.
func TestASignalEndsAnImportWhoseLinesAreNotRead(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("stuck", 300)
	unread, lines, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer unread.Close()
	defer lines.Close()
	for err = lines.SetWriteDeadline(time.Now().Add(time.Second)); err == nil; { // until it is full
		_, err = lines.Write(make([]byte, 1<<12))
	}
	args := o.importing(b, writeExport(t, o.dir, people), "--rate", "65")
	p := &process{t: t, cmd: exec.Command(binary, args...), args: args, ended: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = o.dir, o.env, lines, lines
	o.run(p)
	b.reaches(50)
	p.signal(syscall.SIGTERM)
	if code := p.code(); code != paused {
		t.Errorf("exit code %d", code)
	}
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}
