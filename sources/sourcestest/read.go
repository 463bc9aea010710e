package sourcestest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
)

// File puts a file into a folder of the test's own and gives its path.
func File[T string | []byte](tb testing.TB, name string, content T) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	Write(tb, path, content)
	return path
}

// Write writes a file.
func Write[T string | []byte](tb testing.TB, path string, content T) {
	tb.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// Open opens an export, which is closed when the test ends.
func Open(tb testing.TB, o sources.Options) *sources.Export {
	tb.Helper()
	e, err := sources.Open(tb.Context(), o)
	if err != nil {
		tb.Fatalf("open %s: %v", o.Paths, err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Errorf("close: %v", err)
		}
	})
	return e
}

// Users gives all users of an export of one provider, and the notes about it;
// every record has to be readable. They have no Raw.
func Users(tb testing.TB, provider sources.Provider, paths ...string) ([]sources.User, []sources.Note) {
	tb.Helper()
	e := Open(tb, sources.Options{Paths: paths})
	if e.Provider() != provider {
		tb.Errorf("provider %s", e.Provider())
	}
	return all(tb, e), e.Notes()
}

// One is Users for an export of a single user.
func One(tb testing.TB, provider sources.Provider, paths ...string) sources.User {
	tb.Helper()
	users, _ := Users(tb, provider, paths...)
	return only(tb, users)
}

// all gives the users of an export whose records are all readable.
func all(tb testing.TB, e *sources.Export) (users []sources.User) {
	tb.Helper()
	for u, err := range e.Users(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		u.Raw = nil // valid for one iteration only
		users = append(users, u)
	}
	return users
}

func only(tb testing.TB, users []sources.User) sources.User {
	tb.Helper()
	if len(users) != 1 {
		tb.Fatalf("%d users", len(users))
	}
	return users[0]
}

// JSON makes metadata comparable.
func JSON(tb testing.TB, metadata map[string]any) string {
	tb.Helper()
	text, err := json.Marshal(metadata)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}
