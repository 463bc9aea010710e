package checkpoint_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"example.com/usher/migrator"
)

func TestCreateLeavesOnePrivateFile(t *testing.T) {
	s, path := newStore(t)
	wantNames(t, filepath.Dir(path), filepath.Base(path), filepath.Base(path)+".pid")
	closeStore(t, s)
	wantNames(t, filepath.Dir(path), filepath.Base(path))
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestCreateNeverReplaces(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	for name, make := range map[string]func(path string) error{
		"a file":             func(path string) error { return os.WriteFile(path, []byte("precious"), 0o600) },
		"an empty file":      func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"a folder":           func(path string) error { return os.Mkdir(path, 0o700) },
		"a link to nothing":  func(path string) error { return os.Symlink(target, path) },
		"a link to a folder": func(path string) error { return os.Symlink(dir, path) },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "x.usher")
			if err := make(path); err != nil {
				t.Skip(err)
			}
			before, _ := os.ReadFile(path)
			_, err := files.Create(path, someMeta())
			wantProblem(t, err, migrator.Exists)
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("what was there is changed")
			}
			wantNames(t, folder, "x.usher")
		})
	}
	if _, err := os.Lstat(target); err == nil {
		t.Error("a file was made through a link")
	}
}

func TestCreateInAFolderThatIsNotThere(t *testing.T) {
	_, err := files.Create(filepath.Join(t.TempDir(), "none", "x.usher"), someMeta())
	if ce := wantProblem(t, err, migrator.NotWritable); !strings.Contains(ce.Error(), "folder") {
		t.Errorf("the error does not name the folder: %v", ce)
	}
}

// Only codes, digests and Stytch's own ids are in a file: a name that stands
// in an outcome's reason is not.
func TestTheFileHoldsNoPersonalData(t *testing.T) {
	s, path := newStore(t)
	commit(t, s, migrator.Batch{Outcomes: []migrator.Outcome{
		{Ordinal: 1, Kind: migrator.WasRefused, Reason: "email jane.planted@example.com is taken"},
		{Ordinal: 2, Kind: migrator.Unknown, Reason: "+14155550123"},
	}})
	closeStore(t, s)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, marker := range []string{"planted", "4155550123"} {
		if strings.Contains(string(data), marker) {
			t.Errorf("%q is in the file", marker)
		}
	}
}
