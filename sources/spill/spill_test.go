package spill_test

import (
	"io"
	"os"
	"testing"

	"example.com/usher/sources/spill"
)

func TestFileIsPrivateAndGoneInTheEnd(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	f, err := spill.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "hello"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 3)
	if _, err := f.ReadAt(got, 2); err != nil || string(got) != "llo" {
		t.Errorf("read %q, %v", got, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries { // where the system keeps the name
		if info, err := e.Info(); err == nil && info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("mode %v", info.Mode())
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestBufferGoesToDiskWhenItIsFull(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	b := &spill.Buffer{Limit: 10}
	var want string
	for _, part := range []string{"12345", "67890", "abc", "", "d"} {
		if n, err := io.WriteString(b, part); err != nil || n != len(part) {
			t.Fatalf("wrote %d, %v", n, err)
		}
		want += part
		got := make([]byte, len(want))
		if _, err := b.ReadAt(got, 0); err != nil || string(got) != want || b.Len() != int64(len(want)) {
			t.Errorf("%d bytes, read %q, %v", b.Len(), got, err)
		}
	}
	for _, at := range []int64{3, int64(len(want)), 99} {
		got := make([]byte, 100)
		n, err := b.ReadAt(got, at)
		if err != io.EOF || string(got[:n]) != want[min(int(at), len(want)):] {
			t.Errorf("at %d: %q, %v", at, got[:n], err)
		}
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	small := &spill.Buffer{Limit: 10}
	if _, err := io.WriteString(small, "12"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 5)
	if n, err := small.ReadAt(got, 1); n != 1 || err != io.EOF {
		t.Errorf("%d bytes, %v", n, err)
	}
	if n, err := small.ReadAt(got, 7); n != 0 || err != io.EOF {
		t.Errorf("%d bytes, %v", n, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
