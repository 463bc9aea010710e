package checkpoint_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
)

// childEnv makes the test binary another process of usher: its value says
// what the process does with its arguments.
const childEnv = "CHECKPOINT_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "":
		os.Exit(m.Run())
	case "hold":
		holdFile(os.Args[1])
	case "hold project":
		holdProject(os.Args[1], os.Args[2])
	case "fill":
		fillFile(os.Args[1])
	case "commit":
		commitForEver(os.Args[1])
	}
}

func holdFile(path string) {
	if _, err := files.Open(path); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("holding")
	io.Copy(io.Discard, os.Stdin)
}

func holdProject(folder, id string) {
	if _, err := (checkpoint.Projects{Folder: folder}).Lock(id); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("holding")
	io.Copy(io.Discard, os.Stdin)
}

// commitForEver settles users from where the checkpoint stands, and says of
// every commit that it is durable.
func commitForEver(path string) {
	s, err := files.Open(path)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for next := uint64(s.Counts().Created); ; next += 7 {
		b := migrator.Batch{
			Outcomes:   createdRange(next, next+7),
			Watermarks: []migrator.Watermark{{Ordinal: next + 512}},
			State:      &migrator.RunState{State: migrator.Running, Requests: int(next) + 7},
			History:    []migrator.Point{{Minute: time.Unix(int64(next/700)*60, 0), Requests: int(next)}},
		}
		if err := s.Commit(b); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(next + 7)
	}
}

// child is such a process.
type child struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner
	stdin io.Closer
}

func startChild(t *testing.T, what string, args ...string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), childEnv+"="+what)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{cmd, bufio.NewScanner(stdout), stdin}
	t.Cleanup(func() { stdin.Close(); cmd.Process.Kill(); cmd.Wait() })
	return c
}

// line is the next thing that the process says.
func (c *child) line(t *testing.T) string {
	t.Helper()
	if !c.lines.Scan() {
		t.Fatal("the other process ended")
	}
	return c.lines.Text()
}

// number is the next line as a number.
func (c *child) number(t *testing.T) uint64 {
	t.Helper()
	line := c.line(t)
	n, err := strconv.ParseUint(line, 10, 64)
	if err != nil {
		t.Fatalf("the other process says: %s", line)
	}
	return n
}

// kill ends the process as kill -9 does, and gives what it had said and
// nobody had read.
func (c *child) kill(t *testing.T) (rest []string) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for c.lines.Scan() {
		rest = append(rest, c.lines.Text())
	}
	c.cmd.Wait()
	return rest
}
