//go:build unix

package stream_test

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"example.com/usher/sources/stream"
)

func TestAPipeIsNotWaitedFor(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "users.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes here: ", err)
	}
	for name, open := range map[string]func(string) error{
		"found":  func(p string) error { _, err := stream.Expand(p); return err },
		"opened": func(p string) error { _, err := stream.Open(p, nil); return err },
	} {
		for _, path := range []string{pipe, "/dev/null"} {
			var said *stream.Refusal
			if err := open(path); !errors.As(err, &said) || !strings.Contains(said.Hint, "usher preview -") {
				t.Errorf("%s, %s: %v", path, name, err)
			}
		}
	}
}
