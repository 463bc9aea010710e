package ordeal_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator/sandbox"
)

// box is Stytch: `usher sandbox` as a process of its own, whose users survive
// its end.
type box struct {
	t     *testing.T
	flags []string
	state string
	log   *os.File
	cmd   *exec.Cmd

	URL     string `json:"url"`
	Project string `json:"project_id"`
	Secret  string `json:"secret"`
}

// newBox serves a sandbox without a rate limit of its own unless flags say
// otherwise, until the test ends.
func newBox(t *testing.T, flags ...string) *box {
	t.Helper()
	dir := t.TempDir()
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	b := &box{t: t, flags: append([]string{"--limit", "off"}, flags...), state: filepath.Join(dir, "state"), log: log}
	b.serve("127.0.0.1:0")
	t.Cleanup(func() {
		b.kill()
		log.Close()
		if t.Failed() {
			if said, err := os.ReadFile(log.Name()); err == nil && len(said) > 0 {
				t.Logf("the sandbox says:\n%s", said)
			}
		}
	})
	return b
}

func (b *box) serve(addr string) {
	b.t.Helper()
	b.cmd = exec.Command(binary, append([]string{"sandbox", "--json", "--addr", addr, "--state", b.state}, b.flags...)...)
	b.cmd.Stderr = b.log
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	if err := json.NewDecoder(out).Decode(b); err != nil {
		b.t.Fatalf("start sandbox: %v", err)
	}
}

// kill is kill -9; nothing that was answered is forgotten.
func (b *box) kill() {
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait() // it says that it was killed
}

// restart serves what is left of it under the same address.
func (b *box) restart() {
	b.t.Helper()
	u, err := url.Parse(b.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	b.serve(u.Host)
}

// control is a request to its control plane.
func (b *box) control(method, what, body string) []byte {
	b.t.Helper()
	status, answer := b.request(method, "/sandbox/"+what, body)
	if status != http.StatusOK {
		b.t.Fatalf("%s %s: status %d: %s", method, what, status, answer)
	}
	return answer
}

// request is one request with the project's credentials, as the app sends it.
func (b *box) request(method, path, body string) (status int, answer []byte) {
	b.t.Helper()
	status, answer, err := b.try(method, path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	return status, answer
}

// try is a request that may get no answer.
func (b *box) try(method, path, body string) (status int, answer []byte, err error) {
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.URL+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.SetBasicAuth(b.Project, b.Secret)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	return response.StatusCode, answer, err
}

// seed adds users that Stytch knew before.
func (b *box) seed(users ...sandbox.SeedUser) {
	b.t.Helper()
	var text strings.Builder
	for _, u := range users {
		line, err := json.Marshal(u)
		if err != nil {
			b.t.Fatal(err)
		}
		text.Write(line)
	}
	var done struct{ Added int }
	if err := json.Unmarshal(b.control("POST", "seed", text.String()), &done); err != nil {
		b.t.Fatal(err)
	}
	if done.Added != len(users) {
		b.t.Fatalf("%d of %d users were seeded", done.Added, len(users))
	}
}

func (b *box) stats() sandbox.Stats {
	b.t.Helper()
	var s sandbox.Stats
	if err := json.Unmarshal(b.control("GET", "stats", ""), &s); err != nil {
		b.t.Fatal(err)
	}
	return s
}

// creates is how many requests came that may create somebody.
func (b *box) creates() int {
	s := b.stats()
	return s.Endpoints[sandbox.EndpointCreate].Requests + s.Endpoints[sandbox.EndpointMigrate].Requests
}

// users are all users that it has.
func (b *box) users() []sandbox.User {
	b.t.Helper()
	return lines[sandbox.User](b.t, b.control("GET", "users", ""))
}

// arrivals are the requests that came since it was started.
func (b *box) arrivals() []sandbox.Arrival {
	b.t.Helper()
	return lines[sandbox.Arrival](b.t, b.control("GET", "arrivals", ""))
}

func lines[T any](t *testing.T, text []byte) []T {
	t.Helper()
	var all []T
	for d := json.NewDecoder(strings.NewReader(string(text))); d.More(); {
		var v T
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// patience is how long a test waits for what has to come; only one that fails
// waits so long.
const patience = 2 * time.Minute

// until waits until something is true.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !is() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("%s did not come about within %v", what, patience)
		}
	}
}

// reaches waits until the sandbox has so many users.
func (b *box) reaches(n int) {
	b.t.Helper()
	until(b.t, fmt.Sprintf("%d users", n), func() bool { return b.stats().Users >= n })
}
