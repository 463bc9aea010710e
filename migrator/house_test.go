package migrator_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

const module = "example.com/usher"

// arrows are what a part of the house must not reach, over all imports of
// imports: if it did, the part could not be understood, tested or replaced by
// itself.
var arrows = []struct {
	part      string
	forbidden []string
	why       string
}{
	{"sources", []string{"net", "net/http", module + "/migrator", module + "/tui"}, "an export is a file; reading one sends nothing"},
	{"migrator", []string{"go.etcd.io/bbolt", "github.com/stytchauth", "github.com/charmbracelet", "net/http", module + "/tui"}, "checkpoint, adapter and screens come in as ports"},
	{"migrator/pacer", []string{"net/http", "net"}, "when a request may leave is a matter of clocks"},
	{"migrator/checkpoint", []string{"net/http", "github.com/stytchauth", "github.com/charmbracelet", module + "/tui"}, "a checkpoint is a file"},
	{"migrator/stytch", []string{"go.etcd.io/bbolt", "github.com/charmbracelet", module + "/migrator/sandbox", module + "/tui"}, "adapter and sandbox must not be wrong together"},
	{"migrator/sandbox", []string{"github.com/stytchauth", "go.etcd.io/bbolt", "github.com/charmbracelet", module + "/migrator", module + "/sources", module + "/tui"}, "adapter and sandbox must not be wrong together"},
	{"migrator/report", []string{"net/http", "go.etcd.io/bbolt", "github.com/stytchauth", "github.com/charmbracelet", module + "/tui"}, "a report is made from a checkpoint and an export"},
	{"tui", []string{"go.etcd.io/bbolt", "github.com/stytchauth"}, "screens know the engine, not what it is made of"},
	{"tui/plain", []string{"go.etcd.io/bbolt", "github.com/stytchauth"}, "screens know the engine, not what it is made of"},
	{"tui/command", []string{"go.etcd.io/bbolt", "github.com/stytchauth"}, "main wires the parts, not the command line"},
}

func TestNoPartReachesWhatItMustNotKnow(t *testing.T) {
	packages := listPackages(t)
	for _, a := range arrows {
		p, ok := packages[module+"/"+a.part]
		if !ok {
			t.Errorf("%s is not there", a.part)
			continue
		}
		for _, dep := range p.Deps {
			for _, f := range a.forbidden {
				// A part below the engine may be one that this one is.
				if below := strings.HasPrefix(dep, f+"/") && f != module+"/migrator"; dep == f || below {
					t.Errorf("%s reaches %s: %s", a.part, dep, a.why)
				}
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for path, p := range listPackages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package documentation", path)
		}
	}
}

type listedPackage struct {
	ImportPath string
	Doc        string
	Deps       []string
}

// listPackages asks the go command for the packages of this module.
func listPackages(t *testing.T) map[string]listedPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Doc,Deps", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	list := make(map[string]listedPackage)
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p listedPackage
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list[p.ImportPath] = p
	}
	return list
}
