package ordeal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.com/usher/migrator"
)

// Exit codes, as the README lists them.
const (
	done   = 0
	failed = 1
	usage  = 2
	partly = 3
	paused = 130
	killed = -1
)

// operator is somebody at a machine: a folder with an export, the credentials
// in the environment, and usher.
type operator struct {
	t   *testing.T
	dir string
	env []string
	// checkpoint is that of the import that they work on.
	checkpoint string
	// as says who they are, nil = whoever runs the test.
	as *syscall.SysProcAttr
}

// newOperator has a folder of their own and the credentials of a box.
func newOperator(t *testing.T, b *box) *operator {
	t.Helper()
	dir := t.TempDir()
	o := &operator{t: t, dir: dir, checkpoint: filepath.Join(dir, "users.usher")}
	o.env = []string{
		"HOME=" + dir, "XDG_CACHE_HOME=" + filepath.Join(dir, ".cache"), "PATH=" + os.Getenv("PATH"), "TERM=xterm",
		"STYTCH_PROJECT_ID=" + b.Project, "STYTCH_SECRET=" + b.Secret,
	}
	return o
}

// set changes a variable of their environment.
func (o *operator) set(name, value string) { o.env = append(o.env, name+"="+value) }

// importing is the command that imports an export into a box, as fast as the
// two can.
func (o *operator) importing(b *box, export []string, more ...string) []string {
	args := append([]string{"import"}, export...)
	args = append(args, "--to", "sandbox", "--rate", "0", "--base-url", b.URL, "--checkpoint", o.checkpoint, "--json")
	return append(args, more...)
}

func (o *operator) resuming(more ...string) []string {
	return append([]string{"resume", o.checkpoint, "--json"}, more...)
}

// process is an usher that runs.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	args   []string
	ended  chan struct{}
	err    error
	out    bytes.Buffer
	errors lockedBuffer
}

// lockedBuffer is read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start starts usher; the test kills it at the end if it still runs.
func (o *operator) start(args ...string) *process {
	o.t.Helper()
	p := &process{t: o.t, cmd: exec.Command(binary, args...), args: args, ended: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = o.dir, o.env, &p.out, &p.errors
	p.cmd.SysProcAttr = o.as
	o.run(p)
	return p
}

func (o *operator) run(p *process) {
	o.t.Helper()
	if err := p.cmd.Start(); err != nil {
		o.t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	o.t.Cleanup(p.kill)
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

// killAfter kills it after some time, unless it ends before; it reports
// whether it was killed.
func (p *process) killAfter(d time.Duration) bool {
	select {
	case <-time.After(d):
		p.kill()
	case <-p.ended:
	}
	return p.code() == killed
}

func (p *process) signal(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// code waits for the end and gives the exit code.
func (p *process) code() int {
	p.t.Helper()
	most := patience
	if *long {
		most = 20 * time.Minute
	}
	select {
	case <-p.ended:
	case <-time.After(most):
		p.kill()
		p.t.Fatalf("usher %s did not end within %v; it said:\n%s", strings.Join(p.args, " "), most, &p.errors)
	}
	var exit *exec.ExitError
	switch {
	case errors.As(p.err, &exit):
		return exit.ExitCode()
	case p.err != nil:
		p.t.Fatal(p.err)
	}
	return done
}

// document is the one JSON document on stdout.
type document struct {
	migrator.Result
	Error string
	Hint  string
}

// wants checks the exit code and gives the document.
func (p *process) wants(code int) document {
	p.t.Helper()
	if got := p.code(); got != code {
		p.t.Fatalf("usher %s: exit code %d, want %d; it said:\n%s%s", strings.Join(p.args, " "), got, code, &p.out, &p.errors)
	}
	return p.document()
}

// document waits for the end, whatever the exit code is.
func (p *process) document() document {
	p.t.Helper()
	p.code()
	var d document
	decoder := json.NewDecoder(bytes.NewReader(p.out.Bytes()))
	if err := decoder.Decode(&d); err != nil {
		p.t.Fatalf("usher %s: stdout is no JSON document: %v\n%s%s", strings.Join(p.args, " "), err, &p.out, &p.errors)
	}
	if decoder.More() {
		p.t.Fatalf("usher %s: more than one document on stdout", strings.Join(p.args, " "))
	}
	return d
}

// says checks that it ended with a sentence: what happened, with all of the
// given pieces of text, and what to do.
func (p *process) says(pieces ...string) {
	p.t.Helper()
	said := p.errors.String()
	for _, piece := range pieces {
		if !strings.Contains(said, piece) {
			p.t.Errorf("usher %s does not say %q but:\n%s", strings.Join(p.args, " "), piece, said)
		}
	}
	if !strings.Contains(said, "usher: ") || strings.Contains(said, "goroutine ") {
		p.t.Errorf("usher %s does not end with a sentence of its own but:\n%s", strings.Join(p.args, " "), said)
	}
}
