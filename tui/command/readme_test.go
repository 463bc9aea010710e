package command

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/hashes"
)

var update = flag.Bool("update", false, "write the tables of the README anew")

const readme = "../../README.md"

func TestTheReadmeListsEveryFindingAndEveryFlag(t *testing.T) {
	was, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	want := between(t, string(was), "findings", findingTable())
	want = between(t, want, "flags", flagList())
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

// flagList is a line for each flag, with the commands that take it. A flag
// that means something else elsewhere has a line of its own.
func flagList() string {
	var order []string
	commands := map[string][]string{}
	for _, c := range newRoot(&app{}).Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			head, text, _ := strings.Cut(strings.TrimSpace(flagHelp(f)), "\n")
			line := "- `" + head + "` %: " + strings.Join(strings.Fields(text), " ") + "\n"
			if f.Name == "help" {
				return
			}
			if commands[line] == nil {
				order = append(order, line)
			}
			commands[line] = append(commands[line], c.Name())
		})
	}
	var b strings.Builder
	for _, line := range order {
		b.WriteString(strings.Replace(line, "%", "("+strings.Join(commands[line], ", ")+")", 1))
	}
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

// TestTheMappingOfTheReadmeReads tries the example on the table that it is
// written for.
func TestTheMappingOfTheReadmeReads(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "<!-- mapping -->\n```json\n")
	mapping, _, found := strings.Cut(rest, "```\n<!-- /mapping -->")
	if !found {
		t.Fatal("the README has no block mapping")
	}
	dir := t.TempDir()
	table := "customer_no,mail,state,tel,full name,active,pw,pw_salt,rounds,plan_name,notes,shoe size\n" +
		"17,ada@example.com,paying,14155550123,Ada Lovelace,no,c2VjcmV0,00ff,1000,gold,private,38\n"
	for name, content := range map[string]string{"users.csv": table, "map.json": mapping} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	export, err := sources.Open(t.Context(), sources.Options{
		Paths: []string{filepath.Join(dir, "users.csv")}, Map: filepath.Join(dir, "map.json"),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer export.Close()
	for u, err := range export.Users(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got := []any{u.SourceID, u.Email, u.EmailVerified, u.Phone, u.Blocked, u.Hash.Type, fmt.Sprint(u.Trusted["plan"]), u.Untrusted["notes"]}
		want := []any{"17", "ada@example.com", true, "+14155550123", true, hashes.PBKDF2, `"gold"`, nil}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}
