package ordeal_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"example.com/usher/migrator"
)

// smallDisk mounts one, where that is allowed.
func smallDisk(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small disk can't be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
	return dir
}

// stopped checks an import that a disk has stopped: what is at Stytch beyond
// what the checkpoint has is bounded, and a sentence says what to do.
func stopped(t *testing.T, b *box, p *process) document {
	t.Helper()
	d := p.wants(failed)
	p.says("what now:", "usher resume")
	if d.State != migrator.Failed || d.Reason == "" || d.Error == "" {
		t.Errorf("it says %+v", d)
	}
	if ahead := b.stats().Users - d.Created - d.PasswordAdded - d.Present; ahead < 0 || ahead > 512 {
		t.Errorf("%d users are at Stytch beyond the checkpoint", ahead)
	}
	return d
}

func TestAFullDiskStopsTheImport(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, "size=4m")
	b := newBox(t)
	o := newOperator(t, b)
	o.checkpoint = filepath.Join(disk, "users.usher")
	people := crowd("full", 3000)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "1000")...)
	b.reaches(100)
	filler := filepath.Join(disk, "filler")
	fill(t, filler)
	stopped(t, b, p)
	p.says("no space left on device")

	sent := b.creates()
	again := o.start(o.resuming()...)
	stopped(t, b, again)
	if n := b.creates() - sent; n > 600 {
		t.Errorf("%d more were sent on a disk that is still full", n)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

// fill writes a file until there is no more room.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for n := 1 << 16; n > 0; {
		if _, err := f.Write(make([]byte, n)); err != nil {
			n /= 2
		}
	}
}

// The same without the right to mount: the process may let no file grow.
func TestAFileThatMayNotGrowStopsTheImport(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("grow", 3000)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "2000")...)
	b.reaches(100)
	limit := unix.Rlimit{Cur: 16 << 10, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(p.cmd.Process.Pid, unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		t.Skip("the limits of another process can't be set here: ", err)
	}
	stopped(t, b, p)
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

func TestAReadOnlyDiskIsSaidBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, "size=4m")
	b := newBox(t)
	o := newOperator(t, b)
	o.checkpoint = filepath.Join(disk, "users.usher")
	people := crowd("readonly", 300)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "100")
	p := o.start(command...)
	b.reaches(20)
	p.signal(os.Interrupt)
	p.wants(paused)
	remount(t, disk, "ro")
	creates := b.creates()
	for _, args := range [][]string{command, o.resuming()} {
		p := o.start(args...)
		p.wants(failed)
		p.says("read-only", "what now:")
	}
	o.start("status", o.checkpoint, "--json").wants(done)
	fresh := newOperator(t, b)
	fresh.checkpoint = filepath.Join(disk, "other.usher")
	p = fresh.start(fresh.importing(b, writeExport(t, fresh.dir, crowd("other", 5)))...)
	p.wants(failed)
	p.says("read-only", "what now:")
	if b.creates() != creates {
		t.Error("somebody was sent although nothing could be written")
	}
	remount(t, disk, "rw")
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

func remount(t *testing.T, disk, how string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+how, disk).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// TestACheckpointThatIsNoneSendsNothing spoils a checkpoint in every way that
// is found at once: usher names it, says what to do, leaves it as it is and
// sends nothing.
func TestACheckpointThatIsNoneSendsNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	noise := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return b
	}
	tests := []struct {
		name  string
		spoil func(t *testing.T, path string)
		says  string
	}{
		{"empty", func(t *testing.T, path string) { overwrite(t, path, nil) }, "empty"},
		{"noise", func(t *testing.T, path string) { overwrite(t, path, noise(100_000)) }, "not a checkpoint"},
		{"text", func(t *testing.T, path string) { overwrite(t, path, []byte("id,email\n1,ada@example.com\n")) }, "not a checkpoint"},
		{"cut to a page", func(t *testing.T, path string) { truncate(t, path, 4096) }, "damaged"},
		{"cut in the middle", func(t *testing.T, path string) { truncate(t, path, filled(t, path)/2) }, "damaged"},
		{"all but its first pages is noise", func(t *testing.T, path string) { scribble(t, path, 2*4096, noise(int(size(t, path)-2*4096))) }, "damaged"},
		{"of a newer usher", newer, "newer usher"},
		{"another program's database", foreign, "not a checkpoint"},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			o := newOperator(t, b)
			people := crowd("spoilt", 300)
			command := o.importing(b, writeExport(t, o.dir, people), "--rate", "200")
			p := o.start(command...)
			b.reaches(40)
			p.signal(os.Interrupt)
			p.wants(paused)

			test.spoil(t, o.checkpoint)
			before, creates := read(o.checkpoint), b.creates()
			for _, args := range [][]string{o.resuming(), command, {"status", o.checkpoint, "--json"}} {
				p := o.start(args...)
				p.wants(failed)
				p.says(test.says, "users.usher", "what now:")
			}
			if read(o.checkpoint) != before {
				t.Error("the file was changed")
			}
			if b.creates() != creates {
				t.Error("somebody was sent")
			}

			// Without it, everybody is found where they are.
			o.checkpoint = filepath.Join(o.dir, "again.usher")
			d := o.start(o.importing(b, []string{filepath.Join(o.dir, "users.json"), "--hashes", filepath.Join(o.dir, "passwords.json")}, "--rate", "400")...).wants(done)
			o.ends(b, people, d).everybodyOnce(0)
		})
	}
}

// TestADamagedCheckpointIsRebuilt looks everybody of the export up, as the
// sentence about the damage says.
func TestADamagedCheckpointIsRebuilt(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("rebuilt", 200)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "300")
	p := o.start(command...)
	b.reaches(80)
	p.kill()
	truncate(t, o.checkpoint, 4*4096)
	p = o.start(o.resuming()...)
	p.wants(failed)
	p.says("damaged", "--rebuild")
	o.ends(b, people, o.start(append(command, "--rebuild")...).wants(done)).everybodyOnce(0)
}

// TestNoiseAnywhereNeverDoublesAnybody overwrites some bytes of a checkpoint.
// Where nobody needs them usher goes on; else it says what is damaged.
func TestNoiseAnywhereNeverDoublesAnybody(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("noise", 150)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "400")
	p := o.start(command...)
	b.reaches(80)
	p.kill()
	intact := read(o.checkpoint)
	random := rand.New(rand.NewPCG(3, 4))
	rounds := 3
	if *long {
		rounds = 200
	}
	for range rounds {
		spoilt := []byte(intact)
		at := random.IntN(len(spoilt))
		for i := at; i < min(at+1+random.IntN(512), len(spoilt)); i++ {
			spoilt[i] ^= byte(1 + random.IntN(255))
		}
		overwrite(t, o.checkpoint, spoilt)
		p := o.start(o.resuming()...)
		if p.code() == failed {
			p.says("users.usher", "what now:")
			continue
		}
		o.ends(b, people, p.wants(done)).everybodyOnce(0)
	}
	overwrite(t, o.checkpoint, []byte(intact))
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

func TestACheckpointWithoutPermission(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("locked", 50)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "50")
	if os.Geteuid() == 0 { // who may write everything
		o.becomes(t, 65534)
	}
	p := o.start(command...)
	b.reaches(10)
	p.kill()
	creates := b.creates()
	if err := os.Chmod(o.checkpoint, 0o400); err != nil {
		t.Fatal(err)
	}
	p = o.start(o.resuming()...)
	p.wants(failed)
	p.says("permission denied", "what now:")
	if err := os.Chmod(o.checkpoint, 0); err != nil {
		t.Fatal(err)
	}
	p = o.start("status", o.checkpoint, "--json")
	p.wants(failed)
	p.says("permission denied", "what now:")
	if b.creates() != creates {
		t.Error("somebody was sent")
	}
	if err := os.Chmod(o.checkpoint, 0o600); err != nil {
		t.Fatal(err)
	}
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}

// becomes lets an operator who is root work as another user from now on.
func (o *operator) becomes(t *testing.T, uid int) {
	t.Helper()
	for _, dir := range []string{filepath.Dir(binary), filepath.Dir(o.dir)} {
		if err := os.Chmod(dir, 0o711); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("chown", "-R", strconv.Itoa(uid), o.dir).CombinedOutput(); err != nil {
		t.Skipf("files can't be given away here: %v: %s", err, out)
	}
	o.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)}}
}

func overwrite(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, path string, n int64) {
	t.Helper()
	if err := os.Truncate(path, n); err != nil {
		t.Fatal(err)
	}
}

func scribble(t *testing.T, path string, at int64, content []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(content, at); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// filled is how much of a checkpoint has pages in it. The file grows ahead of
// them, and to lose that part loses nothing.
func filled(t *testing.T, path string) (n int64) {
	t.Helper()
	database(t, path, func(tx *bbolt.Tx) error {
		n = tx.Size()
		return nil
	})
	return n
}

// read is the content of a file, or what keeps it from being read.
func read(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(content)
}

// database opens a file as package bbolt does.
func database(t *testing.T, path string, change func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(change); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// newer raises the version in the header, whose place and form never change.
func newer(t *testing.T, path string) {
	database(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("usher")).Put([]byte("header"), []byte("usher checkpoint\x00\x00\x63"))
	})
}

func foreign(t *testing.T, path string) {
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	database(t, path, func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("sessions"))
		return err
	})
}
