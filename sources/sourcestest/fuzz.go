package sourcestest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
)

// seedSize keeps seeds small, which fuzzing needs to get on.
const seedSize = 1500 // bytes

// Fuzz gives hostile text to the layouts of a provider, with its samples as
// seeds: what they claim they split and decode to the end without a panic,
// errors are problems, users are made of valid text, and metadata are JSON.
func Fuzz(f *testing.F, layouts ...*layout.Layout) {
	f.Helper()
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text[:min(len(text), seedSize)])
		f.Add(text[max(0, len(text)-seedSize):])
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := &layout.Sample{Path: "users", Text: text[:min(len(text), layout.SampleSize)], Whole: len(text) <= layout.SampleSize}
		for _, l := range layouts {
			if l.Detect(s) {
				walk(t, l, s, text)
			}
			if l.Beside != nil && l.Detect(s) {
				walk(t, l.Beside, s, text)
			}
		}
	})
}

// walk reads a text as a layout does.
func walk(t *testing.T, l *layout.Layout, s *layout.Sample, text []byte) {
	t.Helper()
	var decode layout.Decode
	if l.Kind == layout.Users {
		index := join.New()
		index.Sort()
		var err error
		if decode, err = l.Open(layout.File{Path: s.Path, Sample: s, Hashes: index}); err != nil {
			return
		}
	}
	reader := bytes.NewReader(text)
	in := l.Splitter(reader, s)
	if l.Rewrite != nil {
		in = l.Splitter(l.Rewrite(reader), s)
	}
	for range 2*len(text) + 2 {
		el, err := in.Next()
		if err != nil {
			return
		}
		if el.Page || el.Problem != "" {
			continue
		}
		raw := record.Raw{Data: el.Data}
		if decode != nil {
			decodeUser(t, decode, raw)
		} else if l.Keys != nil {
			_, err := l.Keys(raw)
			isProblem(t, err)
		}
	}
	t.Fatal("no end")
}

func isProblem(t *testing.T, err error) {
	t.Helper()
	if _, ok := err.(record.Problem); err != nil && !ok {
		t.Fatalf("error %T", err)
	}
}

func decodeUser(t *testing.T, decode layout.Decode, raw record.Raw) {
	t.Helper()
	var u record.User
	if err := decode(raw, &u); err != nil {
		isProblem(t, err)
		return
	}
	for _, text := range []string{u.SourceID, u.Email, u.Phone, u.Username, u.Name.First, u.Name.Middle, u.Name.Last} {
		if !utf8.ValidString(text) {
			t.Fatalf("%q is not UTF-8", text)
		}
	}
	for _, m := range []map[string]any{u.Trusted, u.Untrusted} {
		if !isMetadata(m) {
			t.Fatalf("metadata %v are no JSON", m)
		}
	}
	if h := u.Hash; h != nil && h.Type == "" && (h.Value != "" || h.Why == "") {
		t.Fatal("a hash that cannot move is kept, or does not say why")
	}
}
