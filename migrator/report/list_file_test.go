package report_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/migrator/report"
)

func listOf(folder string, rows ...[]string) migrator.ListFile {
	return migrator.ListFile{Folder: folder, Name: "verify.csv", Columns: []string{"source_id", "problem"}, Rows: slices.Values(rows)}
}

func TestAListIsWrittenAsTextsForPeople(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "x-report")
	path, err := report.WriteList(listOf(folder, []string{"=cmd()", "missing"}, []string{"a,\"b\"\nc\x1b[2J", "email"}))
	if err != nil || path != filepath.Join(folder, "verify.csv") {
		t.Fatal(path, err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"source_id", "problem"}, {migrator.SafeCell("=cmd()"), "missing"}, {migrator.SafeCell("a,\"b\"\nc\x1b[2J"), "email"}}
	if diff := cmp.Diff(want, rows); diff != "" || want[1][0] == "=cmd()" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, p := range []string{folder, path} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v %v", p, info.Mode(), err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAListOfNobodyIsNotThere(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "x-report")
	if path, err := report.WriteList(listOf(folder)); path != "" || err != nil {
		t.Fatalf("%q %v", path, err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder for nothing: %v", err)
	}
	old, err := report.WriteList(listOf(folder, []string{"a", "missing"}))
	if err != nil {
		t.Fatal(err)
	}
	if path, err := report.WriteList(listOf(folder)); path != "" || err != nil {
		t.Fatalf("%q %v", path, err)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old list is still there: %v", err)
	}
}

func TestAListThatCannotBeWrittenSaysWhatToDo(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "x-report")
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := report.WriteList(listOf(folder, []string{"a", "missing"}))
	var fatal *migrator.FatalError
	if !errors.As(err, &fatal) || fatal.Hint == "" {
		t.Errorf("%v", err)
	}
}

func TestAListOfNobodyNeedsNoFolder(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "x-report")
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if path, err := report.WriteList(listOf(folder)); path != "" || err != nil {
		t.Errorf("%q %v", path, err)
	}
}
