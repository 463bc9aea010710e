package command

import (
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"example.com/usher/migrator"
)

var update = flag.Bool("update", false, "write the tables of the README anew")

const readme = "../../README.md"

func TestTheReadmeListsEveryFindingAndEveryFlag(t *testing.T) {
	was, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	want := between(t, string(was), "findings", findingTable())
	want = between(t, want, "flags", flagLists())
	if *update {
		if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(was), "\n"), strings.Split(want, "\n")); diff != "" {
		t.Errorf("the README is behind (-update takes it over):\n%s", diff)
	}
}

func TestTheReadmeNamesEveryFieldOfTheDocuments(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range []any{migrator.Result{}, migrator.PreviewResult{}, trouble{}} {
		for _, name := range fields(reflect.TypeOf(document)) {
			if !strings.Contains(string(text), "`"+name+"`") {
				t.Errorf("%T has a field %s that the README does not name", document, name)
			}
		}
	}
}

// between puts a text between the two marks of a block.
func between(t *testing.T, text, block, content string) string {
	t.Helper()
	begin, end := "<!-- "+block+" -->\n", "<!-- /"+block+" -->"
	head, rest, found := strings.Cut(text, begin)
	_, tail, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("the README has no block %s", block)
	}
	return head + begin + content + end + tail
}

func findingTable() string {
	var b strings.Builder
	b.WriteString("| code | | | |\n|---|---|---|---|\n")
	for _, a := range migrator.Findings() {
		b.WriteString("| `" + a.Code + "` | " + string(a.Severity) + " | " + a.Sentence + " | " + a.Hint + " |\n")
	}
	return b.String()
}

// flagLists are the flags of every command.
func flagLists() string {
	var b strings.Builder
	for _, c := range newRoot(&app{}).Commands() {
		if c.IsAvailableCommand() {
			b.WriteString("**`" + c.UseLine() + "`**: " + c.Short + "\n" + flagList(c) + "\n")
		}
	}
	return b.String()
}

func flagList(c *cobra.Command) string {
	var b strings.Builder
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		head, text, _ := strings.Cut(strings.TrimSpace(flagHelp(f)), "\n")
		b.WriteString("- `" + head + "` " + strings.Join(strings.Fields(text), " ") + "\n")
	})
	return b.String()
}

// fields are the names that a type has in JSON.
func fields(of reflect.Type) []string {
	var names []string
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}
