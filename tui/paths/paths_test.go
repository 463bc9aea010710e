package paths_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/tui/paths"
)

func TestIn(t *testing.T) {
	there := map[string]bool{"/dl/my users.json": true, "/dl/it's here.json": true}
	getenv := func(name string) string { return map[string]string{"HOME": "/home/ada"}[name] }
	cases := []struct {
		name, in string
		want     []string
	}{
		{"nothing", "  ", nil},
		{"one", "users.json", []string{"users.json"}},
		{"two", "users.json hashes.json", []string{"users.json", "hashes.json"}},
		{"a path with a space that is there", "/dl/my users.json", []string{"/dl/my users.json"}},
		{"a quote that belongs to the name", "/dl/it's here.json", []string{"/dl/it's here.json"}},
		{"quoted", `'/dl/a b.json' "c d.json"`, []string{"/dl/a b.json", "c d.json"}},
		{"escaped", `/dl/a\ b.json c.json`, []string{"/dl/a b.json", "c.json"}},
		{"as Windows writes it", `C:\exports\users.json`, []string{`C:\exports\users.json`}},
		{"from home", "~/dl/users.json", []string{"/home/ada/dl/users.json"}},
		{"dropped from a file manager", "file:///dl/users.json", []string{"/dl/users.json"}},
		{"dropped with its address encoded", "file:///dl/it%27s%20new%20(1).json", []string{"/dl/it's new (1).json"}},
		{"several dropped", "file://localhost/dl/a.json file:///dl/b.json", []string{"/dl/a.json", "/dl/b.json"}},
		{"a percent sign that encodes nothing", "file:///dl/100%.json", []string{"/dl/100%.json"}},
		{"a quote that is never closed", `'/dl/a b`, []string{"/dl/a b"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := paths.In(c.in, getenv, func(p string) bool { return there[p] })
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzWordsReadsWhatEscapedWrites(f *testing.F) {
	for _, s := range []string{"users.json", "my users.json", `a\ b`, `it's "here"`, "~", "näher"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if path == "" || strings.TrimSpace(path) != path || !utf8.ValidString(path) {
			t.Skip("a line of text has no such path at its ends")
		}
		if got := paths.Words(paths.Escaped(path)); len(got) != 1 || got[0] != path {
			t.Errorf("%q is written %q and read as %q", path, paths.Escaped(path), got)
		}
	})
}
