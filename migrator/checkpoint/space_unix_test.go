//go:build unix

package checkpoint_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"example.com/usher/migrator"
)

// fillUp commits until it fails, and gives how many outcomes are settled and
// the error.
func fillUp(s migrator.Store, from uint64) (uint64, error) {
	for ; from < 5_000_000; from += 1000 {
		if err := s.Commit(migrator.Batch{Outcomes: createdRange(from, from+1000), State: &migrator.RunState{Requests: int(from) + 1000}}); err != nil {
			return from, err
		}
	}
	return from, errors.New("there was always room")
}

// wantSettled checks that a store has exactly the first n outcomes.
func wantSettled(t *testing.T, s migrator.Store, n uint64) {
	t.Helper()
	wantOutcomes(t, s, createdRange(0, n))
	if c := s.Counts(); uint64(c.Created) != n || uint64(s.Meta().State.Requests) != n {
		t.Errorf("counts %+v, state %+v, want %d of each", c, s.Meta().State, n)
	}
}

func TestAFullDiskStoresNothingAndTheStoreGoesOn(t *testing.T) {
	dir := mountTmpfs(t, "size=3m")
	path := filepath.Join(dir, "x.usher")
	filler := filepath.Join(dir, "filler")
	write(t, filler, make([]byte, 1<<20))
	s, err := files.Create(path, someMeta())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	settled, err := fillUp(s, 0)
	if ce := wantProblem(t, err, migrator.NotWritable); !errors.Is(ce, syscall.ENOSPC) {
		t.Fatalf("error %v, want no space", err)
	}
	for range 3 {
		wantProblem(t, s.Commit(migrator.Batch{Outcomes: createdRange(settled, settled+1000)}), migrator.NotWritable)
	}
	wantSettled(t, s, settled)

	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	more, err := fillUp(s, settled)
	wantProblem(t, err, migrator.NotWritable)
	if more <= settled {
		t.Errorf("no commit after there was room again")
	}
	wantSettled(t, s, more)
	wantSettled(t, reopen(t, s, path), more)

	_, err = files.Create(filepath.Join(dir, "y.usher"), someMeta())
	wantProblem(t, err, migrator.NotWritable)
	wantNames(t, dir, "x.usher", "x.usher.pid")
}

func TestAFileOnAReadOnlyDiskIsReadAndNotOpened(t *testing.T) {
	dir := mountTmpfs(t, "size=3m")
	path := filepath.Join(dir, "x.usher")
	s, err := files.Create(path, someMeta())
	if err != nil {
		t.Fatal(err)
	}
	commit(t, s, migrator.Batch{Outcomes: createdRange(0, 1000), State: &migrator.RunState{Requests: 1000}})
	closeStore(t, s)
	if out, err := exec.Command("mount", "-o", "remount,ro", dir).CombinedOutput(); err != nil {
		t.Skipf("%v: %s", err, out)
	}
	_, err = files.Open(path)
	wantProblem(t, err, migrator.NotWritable)
	_, err = files.Create(filepath.Join(dir, "y.usher"), someMeta())
	wantProblem(t, err, migrator.NotWritable)
	reader, err := files.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantSettled(t, reader, 1000)
}

func mountTmpfs(t *testing.T, options string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small disk can't be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	return dir
}

// The same without the right to mount: another process may write no file
// beyond a size, and then may again.
func TestAFileThatCannotGrowStoresNothingAndTheStoreGoesOn(t *testing.T) {
	s, path := newStore(t)
	closeStore(t, s)
	c := startChild(t, "fill", path)
	if line := c.line(t); line != string(migrator.NotWritable) {
		t.Fatal(line)
	}
	settled, more := c.number(t), c.number(t)
	if more != settled+1000 {
		t.Errorf("%d settled, then %d", settled, more)
	}
	c.kill(t)
	s, err := files.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wantSettled(t, s, more)
}

// fillFile is that other process.
func fillFile(path string) {
	s, err := files.Open(path)
	var limit syscall.Rlimit
	if err == nil {
		err = syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit)
	}
	if err == nil {
		err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 300_000, Max: limit.Max})
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	settled, err := fillUp(s, 0)
	var ce *migrator.CheckpointError
	if !errors.As(err, &ce) {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(ce.Problem)
	fmt.Println(settled)
	if err := errors.Join(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit), s.Commit(migrator.Batch{Outcomes: createdRange(settled, settled+1000), State: &migrator.RunState{Requests: int(settled) + 1000}})); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(settled + 1000)
	select {}
}

// Root may read and write whatever the mode says.
func skipForRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
}

func TestAFileWithoutThePermissionToWrite(t *testing.T) {
	skipForRoot(t)
	s, path := newStore(t)
	commit(t, s, migrator.Batch{Outcomes: createdRange(0, 1000), State: &migrator.RunState{Requests: 1000}})
	closeStore(t, s)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	_, err := files.Open(path)
	wantProblem(t, err, migrator.NotWritable)
	reader, err := files.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantSettled(t, reader, 1000)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	_, err = files.Read(path)
	wantProblem(t, err, migrator.NotWritable)
}
