package firebase

import (
	"bytes"
	"io"
	"os"
	"testing"
	"unicode/utf8"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// seedSize keeps seeds small, which fuzzing needs to get on.
const seedSize = 1500 // bytes

// seeds are the beginnings and the ends of samples.
func seeds(f *testing.F, names ...string) {
	f.Helper()
	for _, name := range names {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text[:min(len(text), seedSize)])
		f.Add(text[max(0, len(text)-seedSize):])
	}
}

// walk reads a text as a layout does, in one goroutine, and checks what holds
// for every text.
func walk(t *testing.T, l *layout.Layout, text []byte) {
	sample := &layout.Sample{Path: "accounts-acme.json", Text: text[:min(len(text), layout.SampleSize)], Whole: len(text) <= layout.SampleSize}
	if !l.Detect(sample) {
		return
	}
	decode, err := l.Open(layout.File{Path: sample.Path, Sample: sample})
	if err != nil {
		t.Fatal(err)
	}
	in := l.Splitter(bytes.NewReader(text), sample)
	last := int64(-1)
	for n := 1; ; n++ {
		el, err := in.Next()
		if err != nil {
			if err != io.EOF && err != split.ErrCut {
				t.Fatal(err)
			}
			return
		}
		if el.Page {
			continue
		}
		if el.Offset <= last && last >= 0 || n > len(text)+1 {
			t.Fatalf("offset %d after %d", el.Offset, last)
		}
		last = el.Offset
		if el.Problem == "" {
			decodeOne(t, decode, el.Data)
		}
	}
}

func decodeOne(t *testing.T, decode layout.Decode, data []byte) {
	var u record.User
	if err := decode(record.Raw{Data: data}, &u); err != nil {
		if _, ok := err.(record.Problem); !ok {
			t.Fatalf("error %T", err)
		}
		return
	}
	if u.SourceID == "" || !utf8.ValidString(u.SourceID+u.Email+u.Phone+u.Name.First+u.Name.Last) {
		t.Fatalf("user %+v", u)
	}
	if h := u.Hash; h != nil && (h.Type != "" || h.Value != "") {
		t.Fatal("a hash that moves")
	}
}

func FuzzJSON(f *testing.F) {
	seeds(f, "auth-export.scrypt.json", "emulators-export/auth_export/accounts.json", "batch-get.json", "admin-sdk.json")
	f.Fuzz(func(t *testing.T, text []byte) { walk(t, &Users, text) })
}

func FuzzCSV(f *testing.F) {
	seeds(f, "auth-export.v3.5.0.csv", "auth-export.v9.23.3.csv", "auth-export.v11.30.0.csv", "auth-export.scrypt.csv", "auth-export.emulator.csv")
	f.Fuzz(func(t *testing.T, text []byte) { walk(t, &CSV, text) })
}

// FuzzRow looks at single rows in all generations: what is read is in the row.
func FuzzRow(f *testing.F) {
	text, err := os.ReadFile("testdata/auth-export.scrypt.csv")
	if err != nil {
		f.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, row []byte) {
		for _, g := range generations {
			a, err := g.read(row)
			if err != nil {
				continue
			}
			if !bytes.Contains(row, []byte(a.id)) && utf8.Valid(row) {
				t.Fatalf("id %q is not in the row", a.id)
			}
		}
	})
}
