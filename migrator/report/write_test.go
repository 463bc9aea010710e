package report_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
	"example.com/usher/migrator/report"
)

var always = []string{
	"id-map.csv", "re-enrol.csv", "refused.csv", "refused.ndjson", "reset-password.csv", "skipped.csv",
	"summary.html", "summary.json", "unreadable.csv", "unresolved.csv",
}

func (m *migration) files() map[string]string {
	m.t.Helper()
	entries, err := os.ReadDir(m.reportFolder())
	if err != nil {
		m.t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		files[e.Name()] = m.text(e.Name())
	}
	return files
}

func readFile(m *migration, name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(m.reportFolder(), name))
	return string(data), err
}

func (m *migration) writeInput(in migrator.ReportInput) {
	m.t.Helper()
	if _, err := report.Write(context.Background(), in); err != nil {
		m.t.Fatal(err)
	}
}

// rewrite makes the checkpoint anew with another meta.
func (m *migration) rewrite(change func(*migrator.Meta)) {
	m.t.Helper()
	meta := m.store.Meta()
	change(&meta)
	store, err := checkpoint.Files{}.Create(filepath.Join(m.t.TempDir(), "again.usher"), meta)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { store.Close() })
	history, err := m.store.History()
	if err != nil {
		m.t.Fatal(err)
	}
	b := migrator.Batch{History: history}
	for o, err := range m.store.Outcomes() {
		if err != nil {
			m.t.Fatal(err)
		}
		b.Outcomes = append(b.Outcomes, o)
	}
	m.store = store
	m.commit(b)
}

func TestAllFilesAreThereAfterAnImportOfNobody(t *testing.T) {
	m := newMigration(t, person("auth0|0", ""))
	m.settle(createdUser(0))
	m.write()
	files := m.files()
	for _, name := range always {
		text, is := files[name]
		if !is || text == "" && name != "refused.ndjson" {
			t.Errorf("%s is missing or has no header", name)
		}
		info, err := os.Stat(filepath.Join(m.reportFolder(), name))
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
	}
	if len(files) != len(always) {
		t.Errorf("there are also others: %d files", len(files))
	}
	if info, err := os.Stat(m.reportFolder()); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("folder: mode %v, %v", info.Mode(), err)
	}
}

func TestTheSameStateGivesTheSameBytes(t *testing.T) {
	m := everyKind(t)
	m.write()
	first := m.files()
	m.write()
	if diff := cmp.Diff(first, m.files()); diff != "" {
		t.Errorf("a second report differs (-first +second):\n%s", diff)
	}
}

func TestWriteNamesItsFiles(t *testing.T) {
	m := everyKind(t)
	got, err := report.Write(context.Background(), m.input())
	if err != nil {
		t.Fatal(err)
	}
	want := migrator.ReportFiles{Folder: m.reportFolder(), Summary: filepath.Join(m.reportFolder(), "summary.html"), IDMap: filepath.Join(m.reportFolder(), "id-map.csv")}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// An earlier report stays whole where a new one cannot be written.
func TestAReportThatFailsLeavesTheOneBefore(t *testing.T) {
	m := everyKind(t)
	m.write()
	before := m.files()

	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := report.Write(ended, m.input()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	m.settle(createdUser(99))
	var fatal *migrator.FatalError
	if _, err := report.Write(context.Background(), m.input()); !errors.As(err, &fatal) || fatal.Hint == "" {
		t.Errorf("error %v for an outcome without a record, want a FatalError with a hint", err)
	}
	if diff := cmp.Diff(before, m.files()); diff != "" {
		t.Errorf("the folder changed (-before +after):\n%s", diff)
	}
}

func TestAFolderThatCannotBeUsed(t *testing.T) {
	target := t.TempDir()
	for name, make := range map[string]func(path string) error{
		"a file":           func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"a link":           func(path string) error { return os.Symlink(target, path) },
		"a missing parent": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
	} {
		t.Run(name, func(t *testing.T) {
			m := everyKind(t)
			in := m.input()
			in.Folder = filepath.Join(t.TempDir(), "parent", "x-report")
			if err := os.Mkdir(filepath.Dir(in.Folder), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := make(in.Folder); err != nil {
				t.Skip(err)
			}
			_, err := report.Write(context.Background(), in)
			var fatal *migrator.FatalError
			if !errors.As(err, &fatal) || fatal.Hint == "" {
				t.Errorf("error %v, want a FatalError with a hint", err)
			}
		})
	}
	if entries, _ := os.ReadDir(target); len(entries) != 0 {
		t.Error("files were written through a link")
	}
}

// A link in the place of a file is replaced; what it points at is not touched.
func TestFilesAreNotWrittenThroughLinks(t *testing.T) {
	m := everyKind(t)
	m.write()
	precious := filepath.Join(m.folder, "precious")
	if err := os.WriteFile(precious, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(m.reportFolder(), "id-map.csv")
	if err := errors.Join(os.Remove(path), os.Symlink(precious, path)); err != nil {
		t.Skip(err)
	}
	m.write()
	if data, _ := os.ReadFile(precious); string(data) != "precious" {
		t.Error("the file behind the link was written")
	}
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		t.Errorf("id-map.csv is no file: %v", err)
	}
}

// A folder in the place of a file: nothing is left over.
func TestAFileThatCannotBeNamed(t *testing.T) {
	m := everyKind(t)
	m.write()
	path := filepath.Join(m.reportFolder(), "id-map.csv")
	if err := errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "x"), 0o700)); err != nil {
		t.Fatal(err)
	}
	_, err := report.Write(context.Background(), m.input())
	var fatal *migrator.FatalError
	if !errors.As(err, &fatal) || fatal.Hint == "" {
		t.Fatalf("error %v, want a FatalError with a hint", err)
	}
	entries, err := os.ReadDir(m.reportFolder())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(always, e.Name()) {
			t.Errorf("%s is left over", e.Name())
		}
	}
}
