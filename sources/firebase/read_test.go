package firebase_test

import (
	"errors"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// samples are the paths of samples.
func samples(names ...string) (paths []string) {
	for _, name := range names {
		paths = append(paths, filepath.Join("testdata", name))
	}
	return paths
}

// open opens samples as one export.
func open(t testing.TB, names ...string) *sources.Export {
	t.Helper()
	return sourcestest.Open(t, sources.Options{Paths: samples(names...)})
}

// all gives the users of samples that have no unreadable records.
func all(t testing.TB, names ...string) []sources.User {
	t.Helper()
	users, _ := sourcestest.Users(t, sources.Firebase, samples(names...)...)
	return users
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
