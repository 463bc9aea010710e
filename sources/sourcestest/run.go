package sourcestest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
)

// Run holds a sample to the duties of a source.
func Run(t *testing.T, s Sample) {
	t.Run("it is recognised by content", func(t *testing.T) { recognised(t, s) })
	t.Run("ordinals rise by one from 0 and mean the same in every pass", func(t *testing.T) { ordinals(t, s) })
	t.Run("what is selected is what a whole pass gives", func(t *testing.T) { selected(t, s) })
	t.Run("what is picked is what a whole pass gives", func(t *testing.T) { picked(t, s) })
	t.Run("what is folded is what a whole pass gives", func(t *testing.T) { folded(t, s) })
	t.Run("a single record is read again", func(t *testing.T) { single(t, s) })
	t.Run("stopping early leaves nothing running", func(t *testing.T) { stopped(t, s) })
	t.Run("the end of the context is the last pair", func(t *testing.T) { cancelled(t, s) })
	t.Run("progress reaches the total", func(t *testing.T) { progressed(t, s) })
	t.Run("the fingerprint follows the content", func(t *testing.T) { fingerprinted(t, s) })
	t.Run("other line ends, marks and encodings change nothing", func(t *testing.T) { encoded(t, s) })
	t.Run("a cut gzip gives the good records and then an error", func(t *testing.T) { cutGzip(t, s) })
	t.Run("a cut file gives the good records", func(t *testing.T) { cutFile(t, s) })
	t.Run("a bad record costs only itself", func(t *testing.T) { damagedRecord(t, s) })
}

func recognised(t *testing.T, s Sample) {
	id, err := sources.Identify(s.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if id.Provider != s.Provider || id.Kind != sources.Users || id.Size == 0 {
		t.Errorf("identified as %+v", id)
	}
	if got := s.open(t, s.Path).Provider(); got != s.Provider {
		t.Errorf("provider is %s", got)
	}
}

func ordinals(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	first := read(t.Context(), e)
	if first.last != nil {
		t.Fatal(first.last)
	}
	if n := len(first.users) + len(first.bad); n != s.Records {
		t.Errorf("%d records, want %d", n, s.Records)
	}
	var unreadable []uint64
	for _, b := range first.bad {
		unreadable = append(unreadable, b.Ordinal)
	}
	if diff := cmp.Diff(s.Unreadable, unreadable, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("unreadable: %s", diff)
	}
	seen := map[uint64]bool{}
	for _, n := range unreadable {
		seen[n] = true
	}
	for i, u := range first.users {
		if seen[u.Ordinal] || u.Ordinal >= uint64(s.Records) || i > 0 && u.Ordinal <= first.users[i-1].Ordinal {
			t.Errorf("ordinal %d out of order", u.Ordinal)
		}
		seen[u.Ordinal] = true
		if len(u.Raw) == 0 || u.Place.File != s.Path || u.Place.Line+u.Place.Record == 0 {
			t.Errorf("ordinal %d: place %+v, %d raw bytes", u.Ordinal, u.Place, len(u.Raw))
		}
		measured(t, u.Trusted, u.TrustedSize)
		measured(t, u.Untrusted, u.UntrustedSize)
	}
	if second := read(t.Context(), e); !reflect.DeepEqual(first, second) {
		t.Errorf("the second pass differs: %s", cmp.Diff(first, second, cmp.AllowUnexported(outcome{})))
	}
}

// measured: no encoder takes more bytes than the reader says.
func measured(t *testing.T, m map[string]any, size int) {
	t.Helper()
	text, err := json.Marshal(m)
	if size > 0 && (err != nil || len(text) > size || len(text) < size/2) {
		t.Errorf("%d bytes (%v) were measured as %d: %s", len(text), err, size, text)
	}
}

func selected(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	all := read(t.Context(), e)
	var asked []uint64
	want := func(n uint64) bool {
		asked = append(asked, n)
		return n%3 == 1
	}
	var got, wanted []sources.User
	for u, err := range e.Select(t.Context(), want) {
		if err == nil {
			got = append(got, u)
		}
	}
	for _, u := range all.users {
		if u.Ordinal%3 == 1 {
			wanted = append(wanted, u)
		}
	}
	if diff := differ(wanted, got); diff != "" {
		t.Error(diff)
	}
	if len(asked) != s.Records || !slices.IsSorted(asked) || asked[0] != 0 || asked[len(asked)-1] != uint64(s.Records-1) {
		t.Errorf("asked for %d ordinals: %v", len(asked), asked)
	}
}

func picked(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	all := read(t.Context(), e)
	for step := range uint64(5) {
		var wanted []uint64
		for n := step; n < uint64(s.Records); n += 1 + step*step*step {
			wanted = append(wanted, n)
		}
		var got, want outcome
		for u, err := range e.Pick(t.Context(), slices.Values(wanted)) {
			got.take(u, err)
		}
		for _, u := range all.users {
			if slices.Contains(wanted, u.Ordinal) {
				want.users = append(want.users, u)
			}
		}
		for _, b := range all.bad {
			if slices.Contains(wanted, b.Ordinal) {
				want.bad = append(want.bad, b)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("records %v: %s", wanted, cmp.Diff(want, got, cmp.AllowUnexported(outcome{}), cmpopts.EquateEmpty()))
		}
	}
}

func single(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	all := read(t.Context(), e)
	want := all.users[len(all.users)/2]
	got, err := e.Record(t.Context(), want.Ordinal)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := e.Record(t.Context(), uint64(s.Records)); err == nil {
		t.Error("a record behind the last was found")
	}
}

func stopped(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	for range e.Users(t.Context()) {
		break
	}
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	for stack := range strings.SplitSeq(string(buf), "\n\n") {
		if strings.Contains(stack, "usher/sources/ordered") || strings.Contains(stack, "usher/sources/stream") {
			t.Errorf("still running:\n%s", stack)
		}
	}
}

func cancelled(t *testing.T, s Sample) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	pairs := 0
	for _, err := range s.open(t, s.Path).Users(ctx) {
		pairs++
		last = err
		cancel()
	}
	if pairs != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d pairs, the last with %v", pairs, last)
	}
}

func progressed(t *testing.T, s Sample) {
	e := s.open(t, s.Path)
	for range 2 {
		if o := read(t.Context(), e); o.last != nil {
			t.Fatal(o.last)
		}
		if done, total := e.Progress(); done != total || total == 0 {
			t.Errorf("%d of %d bytes", done, total)
		}
	}
}

func fingerprinted(t *testing.T, s Sample) {
	content := s.content(t)
	changed := bytes.Clone(content)
	changed[len(changed)-2] ^= 1
	print := func(content []byte, pass bool) string {
		e := s.open(t, s.file(t, content))
		if pass {
			read(t.Context(), e)
		}
		f, err := e.Fingerprint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	plain := print(content, false)
	if print(content, true) != plain {
		t.Error("a pass finds another fingerprint")
	}
	if print(packed(t, content), true) != plain || print(packed(t, content), false) != plain {
		t.Error("packing changes the fingerprint")
	}
	if print(changed, false) == plain {
		t.Error("a changed byte does not change the fingerprint")
	}
}
