package firebase_test

import (
	"errors"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
)

// open opens samples of testdata as one export.
func open(t testing.TB, names ...string) *sources.Export {
	t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join("testdata", name))
	}
	e, err := sources.Open(t.Context(), sources.Options{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return e
}

// read gives all users of an export; unreadable records are counted.
func read(t testing.TB, e *sources.Export) (users []sources.User, unreadable int) {
	t.Helper()
	for u, err := range e.Users(t.Context()) {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			unreadable++
		case err != nil:
			t.Fatal(err)
		default:
			u.Raw = nil // valid for one iteration only
			users = append(users, u)
		}
	}
	return users, unreadable
}

// all gives the users of samples that have no unreadable records.
func all(t testing.TB, names ...string) []sources.User {
	t.Helper()
	users, unreadable := read(t, open(t, names...))
	if unreadable > 0 {
		t.Fatalf("%d unreadable records in %v", unreadable, names)
	}
	return users
}

func byID(t testing.TB, users []sources.User, id string) sources.User {
	t.Helper()
	for _, u := range users {
		if u.SourceID == id {
			return u
		}
	}
	t.Fatalf("no user %s", id)
	return sources.User{}
}

func hasNote(u sources.User, code string) bool {
	for _, n := range u.Notes {
		if n.Code == code {
			return true
		}
	}
	return false
}
