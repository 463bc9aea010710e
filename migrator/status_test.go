package migrator_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

func TestStatusOfARunThatIsUnderWay(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, someUsers(20)...)
		s.config.Checkpoint = filepath.Join(t.TempDir(), "users-test.usher")
		s.tuning = migrator.Tuning{Workers: 1, Window: 4, Span: 2, Status: true}
		file := migrator.PathsOf(s.config.Checkpoint).Status
		var seen migrator.Result
		s.dest.spoil = func(n int, _ string) (migrator.Class, bool) {
			time.Sleep(time.Second)
			if n == 15 {
				s.disk.inUse = true
				var err error
				if seen, err = migrator.Status(s.config.Checkpoint, s.config.Ports); err != nil {
					t.Error(err)
				}
				checkMode(t, file)
			}
			return 0, false
		}
		s.mustRun()
		if seen.State != migrator.Running || seen.Created == 0 || seen.Created+seen.Remaining != 20 || seen.Requests == 0 {
			t.Errorf("seen %+v", seen)
		}
		if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the status file is left: %v", err)
		}
	})
}

func checkMode(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Error(err)
		return
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v", path, info.Mode())
	}
}

func TestAStatusFileNeverWritesThroughALink(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newScene(t, someUsers(2)...)
		s.config.Checkpoint = filepath.Join(t.TempDir(), "users-test.usher")
		s.tuning.Status = true
		target := filepath.Join(t.TempDir(), "precious")
		if err := os.WriteFile(target, []byte("precious"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, migrator.PathsOf(s.config.Checkpoint).Status); err != nil {
			t.Skip(err)
		}
		s.mustRun()
		if b, err := os.ReadFile(target); err != nil || string(b) != "precious" {
			t.Errorf("%q, %v", b, err)
		}
	})
}

func TestStatusFromTheCheckpoint(t *testing.T) {
	s := newScene(t, someUsers(5)...)
	if _, err := migrator.Status(s.config.Checkpoint, s.config.Ports); err == nil {
		t.Error("status of a checkpoint that is missing")
	}
	ran := s.mustRun()
	commits := s.disk.commits
	got, err := migrator.Status(s.config.Checkpoint, s.config.Ports)
	if err != nil {
		t.Fatal(err)
	}
	got.Seconds, got.Rate, ran.Seconds, ran.Rate = 0, 0, 0, 0
	if diff := cmp.Diff(ran, got); diff != "" {
		t.Errorf("status (-run +status):\n%s", diff)
	}
	s.disk.meta.State.State = migrator.Running // killed
	if got, _ := migrator.Status(s.config.Checkpoint, s.config.Ports); got.State != migrator.Paused || !strings.Contains(got.Reason, "interrupted") {
		t.Errorf("of a killed run: %s, %s", got.State, got.Reason)
	}
	if s.disk.commits != commits {
		t.Error("status wrote into the checkpoint")
	}
}

func TestStatusOfALeftoverFile(t *testing.T) {
	s := newScene(t, someUsers(1)...)
	s.config.Checkpoint = filepath.Join(t.TempDir(), "users-test.usher")
	file := migrator.PathsOf(s.config.Checkpoint).Status
	s.disk.inUse, s.disk.pid = true, 4711
	for content, want := range map[string]string{
		"": "in use", `{"pid": 12, "result": {"state": "running"}}`: "in use", "{": "read ",
	} {
		if content != "" {
			if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := migrator.Status(s.config.Checkpoint, s.config.Ports); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", content, err, want)
		}
		_ = os.Remove(file)
	}
	if err := os.WriteFile(file, []byte(`{"pid": 4711, "result": {"state": "running", "created": 3}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := migrator.Status(s.config.Checkpoint, s.config.Ports); err != nil || r.Created != 3 {
		t.Errorf("%+v, %v", r, err)
	}
}

// folder holds a checkpoint of its own behind each name.
type folder map[string]*disk

func (f folder) Create(string, migrator.Meta) (migrator.Store, error) { panic("list creates nothing") }
func (f folder) Open(string) (migrator.Store, error)                  { panic("list opens for reading only") }

func (f folder) Read(path string) (migrator.Store, error) {
	return process{disk: f[filepath.Base(path)], power: func() bool { return true }}.Read(path)
}

func TestListPutsTheUnfinishedFirst(t *testing.T) {
	dir := t.TempDir()
	in := func(state migrator.State) *disk {
		return &disk{exists: true, meta: migrator.Meta{State: migrator.RunState{State: state}}}
	}
	f := folder{
		"done.usher": in(migrator.Done), "paused.usher": in(migrator.Paused), "killed.usher": in(migrator.Running),
		"running.usher": {inUse: true}, "broken.usher": {damaged: damaged()},
	}
	age := map[string]int{"done": 1, "paused": 5, "killed": 3, "running": 4, "broken": 0}
	for name := range f {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-time.Duration(age[strings.TrimSuffix(name, ".usher")]) * time.Hour)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "users.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	status := migrator.PathsOf(filepath.Join(dir, "running.usher")).Status
	if err := os.WriteFile(status, []byte(`{"pid":1,"result":{"state":"running","destination":"live","total":9,"created":4}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range migrator.List(dir, migrator.Ports{Checkpoints: f}) {
		got = append(got, filepath.Base(l.Path)+" "+string(l.Meta.State.State))
		if l.Running && (l.Counts.Created != 4 || l.Meta.Total != 9 || l.Meta.Destination.Kind != migrator.Live) {
			t.Errorf("running: %+v", l)
		}
		if (l.Err != nil) != (filepath.Base(l.Path) == "broken.usher") {
			t.Errorf("%s: %v", l.Path, l.Err)
		}
	}
	want := []string{"killed.usher paused", "running.usher running", "paused.usher paused", "done.usher done", "broken.usher "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if got := migrator.List(filepath.Join(dir, "nowhere"), migrator.Ports{Checkpoints: f}); len(got) != 0 {
		t.Errorf("of no folder: %v", got)
	}
}
