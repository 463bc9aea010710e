package ordeal_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var long = flag.Bool("long", false, "run what takes minutes: 200 kills, soaks, a million users")

// binary is usher as an operator has it, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(buildAndRun(m))
}

// atOnce is how many tests run side by side unless -parallel says otherwise:
// most of them wait for other processes.
const atOnce = "24"

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "usher-ordeal-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if parallel := flag.Lookup("test.parallel"); parallel.Value.String() == parallel.DefValue {
		if err := parallel.Value.Set(atOnce); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	binary = filepath.Join(dir, "usher")
	if out, err := exec.Command("go", "build", "-o", binary, "example.com/usher").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build usher: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// onlyLong skips a test that takes minutes.
func onlyLong(t *testing.T) {
	t.Helper()
	if !*long {
		t.Skip("takes minutes: run with -long")
	}
}
