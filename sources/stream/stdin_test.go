package stream_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/stream"
)

func TestStandardInputCanBeReadAgain(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	in, err := os.Open(write(t, "users.json.gz", gzipped(t, "hello")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	old := os.Stdin
	os.Stdin = in
	t.Cleanup(func() { os.Stdin = old })
	s, err := stream.Expand(stream.Stdin)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"hello"}, contents(t, s)); diff != "" {
		t.Error(diff)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
