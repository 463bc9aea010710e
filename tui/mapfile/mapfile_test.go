package mapfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/tui/mapfile"
)

func TestName(t *testing.T) {
	for export, want := range map[string]string{
		"/a/users.csv": "users-mapping.json", "/a/users.csv.gz": "users-mapping.json", "users": "users-mapping.json",
		"/a/our users.json": "our users-mapping.json", "/a/.csv": ".csv-mapping.json", "/a/x.zip": "x-mapping.json",
	} {
		if got := mapfile.Name(export); got != want {
			t.Errorf("%s: %s, want %s", export, got, want)
		}
	}
}

func TestWrite(t *testing.T) {
	const text = `{"usher_mapping":1,"email":"mail"}`
	for name, c := range map[string]struct {
		there func(path string) error
		want  string // the file afterwards
		ok    bool
	}{
		"a new file":                          {func(string) error { return nil }, text, true},
		"an earlier mapping is replaced":      {func(p string) error { return os.WriteFile(p, []byte(`{"usher_mapping":1,"phone":"tel"}`), 0o644) }, text, true},
		"another file is not overwritten":     {func(p string) error { return os.WriteFile(p, []byte("mine"), 0o600) }, "mine", false},
		"a link to a mapping is not followed": {func(p string) error { return linked(p, `{"usher_mapping":1,"phone":"tel"}`) }, `{"usher_mapping":1,"phone":"tel"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "m.json")
			if err := c.there(path); err != nil {
				t.Skip(err)
			}
			err := mapfile.Write(path, []byte(text))
			var fatal *migrator.FatalError
			if (err == nil) != c.ok || err != nil && (!errors.As(err, &fatal) || fatal.Hint == "") {
				t.Errorf("%v", err)
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != c.want {
				t.Errorf("%q, %v", got, err)
			}
			if info, err := os.Stat(path); err != nil || c.ok && info.Mode().Perm() != 0o600 {
				t.Errorf("%v, %v", info, err)
			}
			if rest, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".usher*")); err != nil || len(rest) > 0 {
				t.Errorf("left behind: %v, %v", rest, err)
			}
		})
	}
}

func linked(path, text string) error {
	return errors.Join(os.WriteFile(path+".real", []byte(text), 0o600), os.Symlink(path+".real", path))
}
