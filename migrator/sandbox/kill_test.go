package sandbox_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"example.com/usher/migrator/sandbox"
)

// childState, when set, makes the test binary a sandbox on that state file,
// for TestAKillForgetsNothingThatWasAnswered.
const childState = "USHER_TEST_SANDBOX_STATE"

func TestMain(m *testing.M) {
	if path := os.Getenv(childState); path != "" {
		if err := serveUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// serveUntilKilled says its URL on stdout and serves until stdin ends, so that
// it never outlives the test.
func serveUntilKilled(path string) error {
	s, err := sandbox.New(sandbox.Config{StatePath: path, Limit: sandbox.LimitConfig{Mode: sandbox.LimitOff}})
	if err != nil {
		return err
	}
	if err := s.Start("127.0.0.1:0"); err != nil {
		return err
	}
	fmt.Println(s.URL())
	io.Copy(io.Discard, os.Stdin)
	return s.Close()
}

// child is a sandbox in a process of its own.
type child struct {
	*exec.Cmd
	url string
}

func startChild(t *testing.T, path string) child {
	t.Helper()
	c := child{Cmd: exec.Command(os.Args[0])}
	c.Env = append(os.Environ(), childState+"="+path)
	c.Stderr = os.Stderr
	stdin, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal("the sandbox says nothing: ", err)
	}
	c.url = strings.TrimSpace(line)
	return c
}

// kill is kill -9.
func (c child) kill(t *testing.T) {
	t.Helper()
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.Wait() // says that it was killed
}

// createUntilGone creates users over one connection until the sandbox is gone;
// it reports each one that was answered.
func (c child) createUntilGone(client *http.Client, name string, answered func(email string)) {
	for i := 0; ; i++ {
		email := fmt.Sprintf("%s-%d@example.com", name, i)
		r, err := http.NewRequest("POST", c.url+"/v1/users", strings.NewReader(`{"email":"`+email+`"}`))
		if err != nil {
			return
		}
		r.SetBasicAuth(sandbox.DefaultProjectID, sandbox.DefaultSecret)
		response, err := client.Do(r)
		if err != nil {
			return
		}
		_, err = io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != 200 {
			return
		}
		answered(email)
	}
}

func TestAKillForgetsNothingThatWasAnswered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.state")
	client := &http.Client{Transport: connections(t)}
	answered := map[string]bool{}
	for round := range 3 {
		c := startChild(t, path)
		enough := make(chan struct{})
		var mu sync.Mutex
		var all sync.WaitGroup
		before := len(answered)
		for worker := range 4 {
			all.Go(func() {
				c.createUntilGone(client, fmt.Sprintf("r%d-w%d", round, worker), func(email string) {
					mu.Lock()
					defer mu.Unlock()
					answered[email] = true
					if len(answered) == before+50*(round+1) {
						close(enough)
					}
				})
			})
		}
		<-enough
		c.kill(t)
		all.Wait()
	}
	kept := map[string]int{}
	for u := range open(t, path).Users() {
		kept[u.Email]++
	}
	for email := range answered {
		if kept[email] != 1 {
			t.Errorf("%s was answered and is there %d times", email, kept[email])
		}
	}
	// Each worker may have had one more applied whose answer it did not see.
	if extra := len(kept) - len(answered); extra < 0 || extra > 3*4 {
		t.Errorf("%d users are there, %d were answered", len(kept), len(answered))
	}
}
