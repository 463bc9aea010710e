package sourcestest

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/join"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// Fuzz gives hostile text to the layouts of a provider, with both ends of its
// samples as seeds.
func Fuzz(f *testing.F, layouts ...*layout.Layout) {
	f.Helper()
	SeedEnds(f, "testdata/*.*")
	FuzzSeeded(f, layouts...)
}

// FuzzSeeded is Fuzz with the seeds that f has: what the layouts claim has to
// pass Walk.
func FuzzSeeded(f *testing.F, layouts ...*layout.Layout) {
	f.Helper()
	f.Fuzz(func(t *testing.T, text []byte) {
		s := BeginningOf("users", text)
		for _, l := range layouts {
			if l.Detect(s) {
				_ = Walk(t, l, s, text) // it may be refused
			}
			if l.Beside != nil && l.Detect(s) {
				_ = Walk(t, l.Beside, s, text)
			}
		}
	})
}

// seedSize keeps seeds small, which fuzzing needs to get on.
const seedSize = 1500 // bytes

// SeedEnds adds the beginnings and the ends of files to the seeds.
func SeedEnds(f *testing.F, patterns ...string) {
	f.Helper()
	for _, text := range matching(f, patterns) {
		f.Add(text[:min(len(text), seedSize)])
		f.Add(text[max(0, len(text)-seedSize):])
	}
}

// SeedBeginnings adds up to size bytes of each file to the seeds, and texts.
func SeedBeginnings(f *testing.F, size int, pattern string, texts ...string) {
	f.Helper()
	for _, text := range matching(f, []string{pattern}) {
		f.Add(text[:min(len(text), size)])
	}
	for _, text := range texts {
		f.Add([]byte(text))
	}
}

// matching are the contents of files.
func matching(f *testing.F, patterns []string) (texts [][]byte) {
	f.Helper()
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			f.Fatalf("%d files match %s: %v", len(paths), pattern, err)
		}
		for _, p := range paths {
			text, err := os.ReadFile(p)
			if err != nil {
				f.Fatal(err)
			}
			texts = append(texts, text)
		}
	}
	return texts
}

// BeginningOf is what a layout is shown of a text to recognise it.
func BeginningOf(path string, text []byte) *layout.Sample {
	return &layout.Sample{Path: path, Text: text[:min(len(text), layout.SampleSize)], Whole: len(text) <= layout.SampleSize}
}

// Walk reads a text as a layout does: it is split and decoded to the end
// without a panic, records stand behind each other, errors are problems, users
// are made of valid text, and metadata are JSON. Checks look at each user
// besides. It gives the error of a layout that refuses the text.
func Walk(t *testing.T, l *layout.Layout, s *layout.Sample, text []byte, checks ...func(*testing.T, *record.User)) error {
	t.Helper()
	var decode layout.Decode
	if l.Kind == layout.Users {
		index := join.New()
		index.Sort()
		var err error
		if decode, err = l.Open(layout.File{Path: s.Path, Sample: s, Hashes: index}); err != nil {
			return err
		}
	}
	reader := bytes.NewReader(text)
	in := l.Splitter(reader, s)
	if l.Rewrite != nil {
		in = l.Splitter(l.Rewrite(reader), s)
	}
	last := int64(-1)
	for range 2*len(text) + 2 {
		el, err := in.Next()
		if err == io.EOF || err == split.ErrCut {
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		if el.Page {
			continue
		}
		if el.Offset <= last {
			t.Fatalf("offset %d after %d", el.Offset, last)
		}
		if last = el.Offset; el.Problem != "" {
			continue
		}
		raw := record.Raw{Data: el.Data}
		if decode != nil {
			decodeUser(t, decode, raw, checks)
		} else if l.Keys != nil {
			_, err := l.Keys(raw)
			isProblem(t, err)
		}
	}
	t.Fatal("no end")
	return nil
}

func isProblem(t *testing.T, err error) {
	t.Helper()
	if _, ok := err.(record.Problem); err != nil && !ok {
		t.Fatalf("error %T", err)
	}
}

func decodeUser(t *testing.T, decode layout.Decode, raw record.Raw, checks []func(*testing.T, *record.User)) {
	t.Helper()
	var u record.User
	if err := decode(raw, &u); err != nil {
		isProblem(t, err)
		return
	}
	for _, text := range []string{u.SourceID, u.ExternalID, u.Email, u.Phone, u.Username, u.Name.First, u.Name.Middle, u.Name.Last} {
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
	for _, check := range checks {
		check(t, &u)
	}
}
