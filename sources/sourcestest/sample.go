package sourcestest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
)

// Sample is an export and what is known of it.
type Sample struct {
	Provider sources.Provider
	Path     string
	Hashes   string // file of password hashes beside it, "" = none
	Records  int    // unreadable ones included
	// Unreadable are the ordinals of records that cannot be read.
	Unreadable []uint64
	// Joined: the file also holds what is joined to its users, which is read
	// first; where that fails there are no users.
	Joined bool
	// Behind: what is joined stands behind the users in their file, so that a
	// cut loses it.
	Behind bool
	// Text finds a user's record in the file, where it is written otherwise than
	// in Raw.
	Text func(content []byte, u sources.User) []byte
	// Fixed: no other line ends or encodings are tried, because the layout
	// depends on the bytes.
	Fixed bool
}

// outcome is one pass over an export.
type outcome struct {
	users []sources.User // Raw is a copy
	bad   []sources.RecordError
	last  error // what ended the pass early
}

func read(ctx context.Context, e *sources.Export) outcome {
	var o outcome
	for u, err := range e.Users(ctx) {
		o.take(u, err)
	}
	return o
}

// take adds what a pass gives.
func (o *outcome) take(u sources.User, err error) {
	var bad *sources.RecordError
	switch {
	case errors.As(err, &bad):
		o.bad = append(o.bad, *bad)
	case err != nil:
		o.last = err
	default:
		u.Raw = bytes.Clone(u.Raw)
		o.users = append(o.users, u)
	}
}

func (s Sample) open(t *testing.T, path string) *sources.Export {
	t.Helper()
	return Open(t, s.options(path))
}

func (s Sample) options(path string) sources.Options {
	o := sources.Options{Paths: []string{path}}
	if s.Hashes != "" {
		o.Hashes = []string{s.Hashes}
	}
	return o
}

// raw is a user's record as the file has it.
func (s Sample) raw(content []byte, u sources.User) []byte {
	if s.Text != nil {
		return s.Text(content, u)
	}
	return u.Raw
}

// content is the unpacked sample.
func (s Sample) content(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		return data
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if _, err := plain.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	return plain.Bytes()
}

// file writes a variant of the sample under the sample's name.
func (s Sample) file(t *testing.T, content []byte) string {
	t.Helper()
	return File(t, filepath.Base(s.Path), content)
}

func packed(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// differ compares users that were read from different files: where they stand
// and how they are written may differ. It is "" when nothing else does.
func differ(want, got []sources.User) string {
	bare := func(list []sources.User) []sources.User {
		list = slices.Clone(list)
		for i := range list {
			list[i].Place, list[i].Raw = sources.Place{}, nil
		}
		return list
	}
	want, got = bare(want), bare(got)
	if reflect.DeepEqual(want, got) { // many times as fast as cmp
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}
