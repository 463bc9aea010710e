package sandbox_test

import (
	"testing"

	"example.com/usher/migrator/sandbox"
)

// inMemory is start without sockets: for tests in fake time.
func inMemory(t *testing.T, c sandbox.Config) running {
	t.Helper()
	if c.Limit.Mode == "" {
		c.Limit.Mode = sandbox.LimitOff
	}
	s, err := sandbox.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return running{s, client(t, s, &schemaChecker{t: t, next: s.Transport()})}
}
