package migrator_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.com/usher/migrator"
)

// noted are the codes that readers and the planner give, as the sources write
// them.
var noted = regexp.MustCompile(`(?:Note\(|\bCode:\s*|\bd\.find\()"([a-z0-9_]+)"`)

// What a reader or the planner may say stands in the table of findings, which
// is the README's, has a sentence and a hint, and can be exported by its code.
func TestEveryCodeThatIsGivenIsAFinding(t *testing.T) {
	known := map[string]bool{}
	for _, about := range migrator.Findings() {
		known[about.Code] = true
	}
	seen := 0
	for _, root := range []string{"../sources", "."} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && d.Name() == "testdata" {
				return err
			}
			if root == "." && d.IsDir() && path != "." {
				return fs.SkipDir // what is below keeps or shows outcomes
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range noted.FindAllStringSubmatch(string(text), -1) {
				seen++
				if !known[m[1]] {
					t.Errorf("%s gives %q, which is no finding", path, m[1])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 50 {
		t.Errorf("only %d codes were found: they are written in another way now", seen)
	}
}
