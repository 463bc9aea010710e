package command

import (
	"bytes"
	"context"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// waiting is a command that serves until it is interrupted, and then takes
// its time.
func waiting(signals <-chan os.Signal, leaves time.Duration, stderr *bytes.Buffer) Config {
	return Config{
		Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: stderr,
		Getenv: func(string) string { return "" }, Now: time.Now, Signals: signals,
		Serve: func(ctx context.Context, s Server) error {
			<-ctx.Done()
			time.Sleep(leaves)
			return nil
		},
	}
}

func TestTheFirstSignalEndsGracefully(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signals, stderr := make(chan os.Signal, 2), &bytes.Buffer{}
		signals <- syscall.SIGTERM
		if code := Run(t.Context(), waiting(signals, time.Second, stderr), []string{"sandbox"}); code != exitDone {
			t.Errorf("exit code %d, want %d", code, exitDone)
		}
		if want := "usher: sandbox stopped\n"; stderr.String() != want {
			t.Errorf("stderr %q, want %q", stderr, want)
		}
	})
}

func TestTheSecondSignalLeavesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signals, stderr := make(chan os.Signal, 2), &bytes.Buffer{}
		began := time.Now()
		go func() {
			signals <- os.Interrupt
			time.Sleep(time.Second)
			signals <- os.Interrupt
		}()
		code := Run(t.Context(), waiting(signals, time.Hour, stderr), []string{"sandbox"})
		if took := time.Since(began); code != exitPaused || took > time.Second {
			t.Errorf("exit code %d after %v, want %d with the second", code, took, exitPaused)
		}
		time.Sleep(2 * time.Hour) // the process would be gone: here its work has to end
	})
}

// timeout signals its child and then the group that the child is in.
func TestOneSignalThatComesTwiceIsOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signals, stderr := make(chan os.Signal, 2), &bytes.Buffer{}
		signals <- syscall.SIGTERM
		signals <- syscall.SIGTERM
		if code := Run(t.Context(), waiting(signals, time.Minute, stderr), []string{"sandbox"}); code != exitDone {
			t.Errorf("exit code %d, want %d", code, exitDone)
		}
	})
}

func TestAMistakeOfUsherIsOneSentence(t *testing.T) {
	stderr := &bytes.Buffer{}
	c := waiting(nil, 0, stderr)
	c.Serve = func(context.Context, Server) error { panic("jane@example.com") }
	if code := Run(t.Context(), c, []string{"sandbox"}); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	if got := stderr.String(); strings.Contains(got, "jane") || strings.Contains(got, "goroutine") || strings.Count(got, "\n") != 1 {
		t.Errorf("stderr %q", got)
	}
}

func TestASignalBeforeAnythingWasSentIsAPauseInTheDocumentToo(t *testing.T) {
	var stdout bytes.Buffer
	config := waiting(nil, 0, &bytes.Buffer{})
	config.Stdout = &stdout
	a := newApp(config, []string{"import", "--json"})
	c := newImport(a)
	if code := a.fail(c, errInterrupted); code != exitPaused {
		t.Errorf("exit code %d, want %d", code, exitPaused)
	}
	if got := stdout.String(); !strings.Contains(got, `"state": "paused"`) {
		t.Errorf("document %s", got)
	}
}
