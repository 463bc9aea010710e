package ordeal_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/usher/migrator"
)

// The bounds of a long migration. Bytes and memory are usher's own; the
// sandbox is another process.
const (
	million        = 1_000_000
	mostMemory     = 100 << 20 // bytes, resident
	mostPerUser    = 120       // bytes of the checkpoint
	mostUntilFirst = time.Second
	mostForStatus  = time.Second
)

// TestAMillionUsers imports a million users without a limit, is killed near
// the end and resumed.
func TestAMillionUsers(t *testing.T) {
	onlyLong(t)
	b := newBox(t)
	o := newOperator(t, b)
	export := writeMillion(t, o.dir)
	command := o.importing(b, export)
	began := time.Now()
	p := o.start(command...)
	watched := watch(t, p, b, o, million-20_000)
	p.kill()
	t.Logf("%d users took %v, at most %d MB resident; usher status answered within %v", b.stats().Users, time.Since(began).Round(time.Second), watched.memory>>20, watched.status)
	if watched.memory > mostMemory {
		t.Errorf("at most %d MB resident, want %d", watched.memory>>20, mostMemory>>20)
	}
	if watched.status > mostForStatus {
		t.Errorf("usher status took %v", watched.status)
	}

	reading := o.reading(export)
	before := b.stats().Requests
	began = time.Now()
	p = o.start(command...)
	until(t, "the first request of the resume", func() bool { return b.stats().Requests > before+1 })
	first := time.Since(began)
	t.Logf("reading the export takes %v; the resume sent its first user after %v", reading, first)
	if first > reading+mostUntilFirst {
		t.Errorf("the resume took %v to its first request, reading takes %v", first, reading)
	}
	d := p.endsIn(20 * time.Minute)
	if n := b.stats().Users; n != million || d.Created+d.PasswordAdded != million {
		t.Errorf("%d users are there, the result says %+v", n, d.Result)
	}
	perUser := float64(size(t, o.checkpoint)) / million
	t.Logf("the checkpoint has %.1f bytes a user", perUser)
	if perUser > mostPerUser {
		t.Errorf("the checkpoint has %.1f bytes a user", perUser)
	}
	began = time.Now()
	o.start("status", o.checkpoint, "--json").wants(done)
	if took := time.Since(began); took > mostForStatus {
		t.Errorf("usher status took %v", took)
	}
}

// writeMillion writes an export of a million users of every kind.
func writeMillion(t *testing.T, dir string) []string {
	t.Helper()
	paths := [2]string{filepath.Join(dir, "users.json"), filepath.Join(dir, "passwords.json")}
	var files [2]*os.File
	var out [2]*bufio.Writer
	for i, path := range paths {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		files[i], out[i] = f, bufio.NewWriterSize(f, 1<<20)
	}
	const hash = "$2b$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234"
	for i := range million {
		id := fmt.Sprintf("%024x", i)
		fmt.Fprintf(out[0], `{"user_id":"auth0|%s","email":"user-%d@example.com","email_verified":%t,"name":"Given Family","given_name":"Given","family_name":"Family","created_at":"2024-01-09T10:00:00.000Z","app_metadata":{"plan":"pro","seats":%d},"identities":[{"provider":"auth0","user_id":"%s","connection":"db","isSocial":false}]}`+"\n", id, i, i%4 != 0, i%7, id)
		if i%3 > 0 {
			fmt.Fprintf(out[1], `{"_id":{"$oid":"%s"},"email":"user-%d@example.com","email_verified":%t,"passwordHash":"%s","connection":"db"}`+"\n", id, i, i%4 != 0, hash)
		}
	}
	for i := range files {
		if err := out[i].Flush(); err != nil {
			t.Fatal(err)
		}
		if err := files[i].Close(); err != nil {
			t.Fatal(err)
		}
	}
	return []string{paths[0], "--hashes", paths[1]}
}

// seen is the worst that was seen of a run.
type seen struct {
	memory int64
	status time.Duration
}

// watch looks at a run until the sandbox has so many users.
func watch(t *testing.T, p *process, b *box, o *operator, users int) (worst seen) {
	t.Helper()
	for n := 0; b.stats().Users < users; n++ {
		select {
		case <-p.ended:
			t.Fatalf("it ended:\n%s", &p.errors)
		case <-time.After(500 * time.Millisecond):
		}
		worst.memory = max(worst.memory, resident(t, p.cmd.Process.Pid))
		if n%20 == 19 {
			began := time.Now()
			s := o.start("status", o.checkpoint, "--json")
			if s.code() == done && s.document().State == migrator.Running {
				worst.status = max(worst.status, time.Since(began))
			}
		}
	}
	return worst
}

// resident is the memory of a process at its most, in bytes.
func resident(t *testing.T, pid int) int64 {
	t.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", itoa(pid), "status"))
	if err != nil {
		t.Skip("no figures about processes here: ", err)
	}
	for line := range strings.Lines(string(status)) {
		var kb int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			return kb << 10
		}
	}
	return 0
}

// reading is how long one pass over an export takes usher.
func (o *operator) reading(export []string) time.Duration {
	o.t.Helper()
	began := time.Now()
	p := o.start(append([]string{"preview", "--json"}, export...)...)
	if code := p.code(); code != done {
		o.t.Fatalf("exit code %d:\n%s", code, &p.errors)
	}
	return time.Since(began)
}

// endsIn waits longer than code does.
func (p *process) endsIn(d time.Duration) document {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(d):
		p.t.Fatalf("it did not end within %v:\n%s", d, &p.errors)
	}
	var doc document
	if err := json.Unmarshal(p.out.Bytes(), &doc); err != nil {
		p.t.Fatalf("%v:\n%s", err, &p.errors)
	}
	return doc
}
