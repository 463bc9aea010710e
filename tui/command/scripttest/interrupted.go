package scripttest

import (
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var signals = map[string]os.Signal{
	"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "KILL": syscall.SIGKILL,
}

// patience is how long an interrupted usher may take to end; only a test that
// fails waits so long.
const patience = time.Minute

// interrupted SIGNAL USERS CODE ARG... runs usher ARG..., sends it the signal
// as soon as the sandbox has so many users, and checks the exit code; a killed
// process has -1.
func interrupted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 || signals[args[0]] == nil {
		ts.Fatalf("usage: interrupted INT|TERM|HUP|KILL USERS CODE ARG...")
	}
	w := of(ts)
	c := w.command(ts, args[3:])
	c.Stdout, c.Stderr = ts.Stdout(), ts.Stderr()
	ts.Check(c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	users, err := strconv.Atoi(args[1])
	ts.Check(err)
	tick, late := time.NewTicker(5*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for signalled := false; ; {
		select {
		case err := <-ended:
			if !signalled {
				ts.Fatalf("usher ended before %d users were there", users)
			}
			wantCode(ts, args[2], err)
			return
		case <-late:
			_ = c.Process.Kill()
			ts.Fatalf("usher did not end within %v", patience)
		case <-tick.C:
			n, err := w.users()
			ts.Check(err)
			if n >= users && !signalled {
				signalled = true
				ts.Check(c.Process.Signal(signals[args[0]]))
			}
		}
	}
}
