// Package scripttest has what the scripts that test the command line can do
// beside running it: read its exit code and its JSON, serve a sandbox as a
// process of its own, look into that, interrupt an import halfway,
// and encrypt files.
//
//	testscript.Run(t, testscript.Params{Dir: dir, Cmds: scripttest.Commands(), Condition: scripttest.Condition, Setup: scripttest.Setup(binary)})
//
// Each command is described at its function. On Windows there are no signals
// to send: scripts that use "interrupted" skip there.
package scripttest

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"

	"example.com/usher/sources/sample"
)

// Commands are what scripts can use beside testscript's own.
func Commands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"exits":       exits,
		"encrypt":     encrypt,
		"field":       field,
		"interrupted": interrupted,
		"pgp-key":     pgpKey,
		"sandbox":     serve,
		"stop":        stop,
		"sum":         sum,
		"there":       there,
		"faults":      faults,
	}
}

// Condition knows one condition beside testscript's own: root, who may read
// everything.
func Condition(name string) (bool, error) {
	if name == "root" {
		return os.Geteuid() == 0, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// Setup puts usher into the path, the bundled sample into $SAMPLE, and leaves
// an environment without credentials and without the operator's own folders.
func Setup(binary string) func(*testscript.Env) error {
	return func(e *testscript.Env) error {
		e.Setenv("PATH", filepath.Dir(binary)+string(os.PathListSeparator)+e.Getenv("PATH"))
		e.Setenv("HOME", e.WorkDir)
		e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
		e.Values[key] = &world{binary: binary}
		folder := filepath.Join(e.WorkDir, ".sample")
		e.Setenv("SAMPLE", folder)
		_, err := sample.Write(folder)
		return err
	}
}
