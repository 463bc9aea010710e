package checkpoint_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
)

func TestAFileThatIsOpenElsewhereIsInUseByAPid(t *testing.T) {
	s, path := newStore(t)
	closeStore(t, s)
	c := startChild(t, "hold", path)
	if line := c.line(t); line != "holding" {
		t.Fatal(line)
	}
	for name, open := range map[string]func(string) (migrator.Store, error){"open": files.Open, "read": files.Read} {
		_, err := open(path)
		if ce := wantProblem(t, err, migrator.InUse); ce.PID != c.cmd.Process.Pid {
			t.Errorf("%s names pid %d, want %d (%v)", name, ce.PID, c.cmd.Process.Pid, err)
		}
	}
	_, err := files.Create(path, someMeta())
	wantProblem(t, err, migrator.Exists)

	c.kill(t)
	if _, err := os.Stat(path + ".pid"); err != nil {
		t.Errorf("the killed process had no record: %v", err)
	}
	s, err = files.Open(path)
	if err != nil {
		t.Fatalf("after the other process was killed: %v", err)
	}
	if _, err := files.Open(path); wantProblem(t, err, migrator.InUse).PID != os.Getpid() {
		t.Errorf("the record of a dead process is believed: %v", err)
	}
	closeStore(t, s)
	wantNames(t, filepath.Dir(path), filepath.Base(path))
}

func TestAStalePidIsNotBelieved(t *testing.T) {
	s, path := newStore(t)
	closeStore(t, s)
	write(t, path+".pid", []byte("1\n"))
	reader, err := files.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if _, err := files.Open(path); wantProblem(t, err, migrator.InUse).PID != 0 {
		t.Errorf("a record that nobody holds is believed: %v", err)
	}
}

func TestTwoMayReadAtTheSameTime(t *testing.T) {
	s, path := newStore(t)
	commit(t, s, migrator.Batch{Outcomes: createdRange(0, 10)})
	closeStore(t, s)
	for range 2 {
		reader, err := files.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		if n := len(all(t, reader)); n != 10 {
			t.Errorf("%d outcomes", n)
		}
	}
}

func TestAProjectIsLockedByOneProcess(t *testing.T) {
	projects := checkpoint.Projects{Folder: filepath.Join(t.TempDir(), "cache")}
	c := startChild(t, "hold project", projects.Folder, "project-live-1")
	if line := c.line(t); line != "holding" {
		t.Fatal(line)
	}
	_, err := projects.Lock("project-live-1")
	var locked *migrator.LockedError
	if !errors.As(err, &locked) || locked.PID != c.cmd.Process.Pid || locked.ProjectID != "project-live-1" {
		t.Fatalf("error %v, want a LockedError with pid %d", err, c.cmd.Process.Pid)
	}
	release, err := projects.Lock("project-live-2")
	if err != nil {
		t.Fatalf("another project: %v", err)
	}
	defer release()

	c.kill(t)
	release, err = projects.Lock("project-live-1")
	if err != nil {
		t.Fatalf("after the other process was killed: %v", err)
	}
	if _, err := projects.Lock("project-live-1"); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("within one process: %v", err)
	}
	release()
	release()
	release, err = projects.Lock("project-live-1")
	if err != nil {
		t.Fatalf("after release: %v", err)
	}
	release()
}

func TestLockFilesDoNotNameTheProject(t *testing.T) {
	folder := t.TempDir()
	release, err := checkpoint.Projects{Folder: folder}.Lock("project-live-secret")
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) == 0 {
		t.Fatal(err, entries)
	}
	for _, e := range entries {
		content, _ := os.ReadFile(filepath.Join(folder, e.Name()))
		if strings.Contains(e.Name()+string(content), "secret") {
			t.Errorf("%s names the project", e.Name())
		}
		if info, err := e.Info(); err == nil && info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
	}
}

func TestALockFolderThatCannotBeMadeIsAnErrorWithAHint(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	_, err := checkpoint.Projects{Folder: filepath.Join(file, "cache")}.Lock("project-test-1")
	var fatal *migrator.FatalError
	if !errors.As(err, &fatal) || fatal.Hint == "" {
		t.Errorf("error %v, want a FatalError with a hint", err)
	}
}

// wantNames checks what is in a folder.
func wantNames(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder has %q, want %q", got, want)
	}
}
