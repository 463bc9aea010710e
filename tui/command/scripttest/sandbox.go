package scripttest

import (
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strconv"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/rogpeppe/go-internal/testscript"
)

// world is what a script has beside its files: the binary, and at most one
// sandbox.
type world struct {
	binary  string
	serving *exec.Cmd
	entity  *openpgp.Entity // whose key encrypts

	URL     string `json:"url"`
	Project string `json:"project_id"`
	Secret  string `json:"secret"`
}

func of(ts *testscript.TestScript) *world { return ts.Value(key).(*world) }

// key is where a script keeps its world.
const key = "world"

// sandbox FLAG... serves a sandbox on a free port until the script or "stop"
// ends it, and sets STYTCH_PROJECT_ID, STYTCH_SECRET, SANDBOX, its base URL, and
// SANDBOX_HOST.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: sandbox FLAG...")
	}
	w := of(ts)
	w.stop()
	w.serving = w.command(ts, append([]string{"sandbox", "--json", "--addr", "127.0.0.1:0"}, args...))
	out, err := w.serving.StdoutPipe()
	ts.Check(err)
	ts.Check(w.serving.Start())
	ts.Defer(w.stop)
	raw, err := jsontext.NewDecoder(out).ReadValue()
	ts.Check(err)
	ts.Check(json.Unmarshal(raw, w))
	ts.Setenv("SANDBOX", w.URL)
	ts.Setenv("SANDBOX_HOST", strings.TrimPrefix(w.URL, "http://"))
	ts.Setenv("STYTCH_PROJECT_ID", w.Project)
	ts.Setenv("STYTCH_SECRET", w.Secret)
}

// stop kills the sandbox.
func stop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: stop")
	}
	of(ts).stop()
}

func (w *world) stop() {
	if w.serving == nil {
		return
	}
	// It is killed on purpose: its exit says nothing.
	_ = w.serving.Process.Kill()
	_ = w.serving.Wait()
	w.serving = nil
}

// command is usher in the script's folder and with its environment.
func (w *world) command(ts *testscript.TestScript, args []string) *exec.Cmd {
	c := exec.Command(w.binary, args...)
	c.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "XDG_CACHE_HOME", "STYTCH_PROJECT_ID", "STYTCH_SECRET", "TERM"} {
		c.Env = append(c.Env, name+"="+ts.Getenv(name))
	}
	return c
}

// there N checks how many users the sandbox has.
func there(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: there N")
	}
	n, err := of(ts).users()
	ts.Check(err)
	if (strconv.Itoa(n) == args[0]) == neg {
		ts.Fatalf("%d users are there, want %s", n, args[0])
	}
}

// faults FAULTS makes requests to the sandbox go wrong from now on; "" makes
// them right again.
func faults(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: faults FAULTS")
	}
	_, err := of(ts).request(http.MethodPut, "/sandbox/faults", args[0])
	ts.Check(err)
}

func (w *world) users() (int, error) {
	var stats struct {
		Users int `json:"users"`
	}
	answer, err := w.request(http.MethodGet, "/sandbox/stats", "")
	if err != nil {
		return 0, err
	}
	return stats.Users, json.Unmarshal(answer, &stats)
}

func (w *world) request(method, path, body string) ([]byte, error) {
	r, err := http.NewRequest(method, w.URL+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.SetBasicAuth(w.Project, w.Secret)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: status %d", method, path, answer.StatusCode)
	}
	return content, err
}
