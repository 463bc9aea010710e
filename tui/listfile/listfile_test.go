package listfile_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/tui/listfile"
)

// findings writes a text, and fails then where it is to.
type findings struct {
	text string
	err  error
}

func (f findings) WriteFindings(_ context.Context, w io.Writer, _ string) error {
	_, err := io.WriteString(w, f.text)
	return errors.Join(err, f.err)
}

func TestAListIsWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	path := listfile.Path(filepath.Join(folder, "users-test.usher"), "blocked")
	if want := filepath.Join(folder, "users-test-blocked.csv"); path != want {
		t.Fatalf("path %s, want %s", path, want)
	}
	if err := listfile.Write(t.Context(), findings{text: "old\n"}, "blocked", path); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the export is gone")
	if err := listfile.Write(t.Context(), findings{text: "half", err: broken}, "blocked", path); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "old\n" {
		t.Errorf("%q, %v", text, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

func TestALinkIsReplacedAndNotFollowed(t *testing.T) {
	folder := t.TempDir()
	other, path := filepath.Join(folder, "other"), filepath.Join(folder, "list.csv")
	if err := os.WriteFile(other, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, path); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := listfile.Write(t.Context(), findings{text: "list"}, "", path); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(other); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
}
