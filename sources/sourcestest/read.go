package sourcestest

import (
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
)

// File puts a file into a folder of the test's own and gives its path.
func File[T string | []byte](tb testing.TB, name string, content T) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// Users gives all users of an export of one provider, and the notes about it;
// every record has to be readable.
func Users(tb testing.TB, provider sources.Provider, paths ...string) ([]sources.User, []sources.Note) {
	tb.Helper()
	e := opened(tb, paths)
	if e.Provider() != provider {
		tb.Errorf("provider %s", e.Provider())
	}
	var users []sources.User
	for u, err := range e.Users(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		users = append(users, u)
	}
	return users, e.Notes()
}

// opened is an export that is closed when the test ends.
func opened(tb testing.TB, paths []string) *sources.Export {
	tb.Helper()
	e, err := sources.Open(tb.Context(), sources.Options{Paths: paths})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Error(err)
		}
	})
	return e
}
