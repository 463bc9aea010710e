package split_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/split"
)

// seeds are the samples of the providers beside this package.
func seeds(f *testing.F) {
	f.Helper()
	paths, err := filepath.Glob("../*/testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 20_000)])
	}
	for _, s := range []string{
		`[{"a":1},{"a":2,{"a":3}]`, `{"users":[{"a":"x},{"a":2}]}`, `{"pool":{"x":{"a":1}},"v":[`, "{\"a\":1}\n{\"a\"",
		"a,\"b\nc,d\n", "\"\"\"\n\",", "\r\r\r", "[[[[[[", `{"a":{"a":{"a":`, "\x1e{}\x1e",
	} {
		f.Add([]byte(s))
	}
}

// check sees that elements are parts of the text in their order and that the
// splitter comes to an end.
func check(t *testing.T, text []byte, s split.Splitter) (elements []split.Element) {
	t.Helper()
	last := int64(-1)
	for range len(text) + 2 {
		el, err := s.Next()
		if err != nil {
			return elements
		}
		if el.Page {
			if !jsontext.Value(el.Data).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
				t.Fatalf("page %q is no object", el.Data)
			}
			continue
		}
		if el.Offset <= last && last >= 0 || el.Offset > int64(len(text)) {
			t.Fatalf("offset %d after %d of %d", el.Offset, last, len(text))
		}
		last = el.Offset
		if el.Problem == "" && !bytes.Equal(text[el.Offset:el.Offset+int64(len(el.Data))], el.Data) {
			t.Fatalf("%q is not at %d", el.Data, el.Offset)
		}
		el.Data = bytes.Clone(el.Data)
		elements = append(elements, *el)
	}
	t.Fatal("no end")
	return nil
}

func FuzzJSON(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		got := check(t, text, split.JSON(bytes.NewReader(text), users, split.Limits{Bytes: 1 << 16, Depth: 50}))
		if !jsontext.Value(text).IsValid() {
			return
		}
		for _, el := range got { // strict JSON has no damaged records
			if el.Problem != "" && el.Problem != "nested too deep" && el.Problem != "longer than 65536 bytes" {
				t.Fatalf("%s in valid JSON", el.Problem)
			}
			if el.Problem == "" && !jsontext.Value(el.Data).IsValid() {
				t.Fatalf("%q is no value", el.Data)
			}
		}
	})
}

func FuzzLines(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		check(t, text, split.Lines(bytes.NewReader(text), split.Limits{Bytes: 1 << 12}))
	})
}

func FuzzRows(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		cells := bytes.Count(text[:max(0, bytes.IndexByte(text, '\n'))], []byte(",")) + 1
		check(t, text, split.Rows(bytes.NewReader(text), split.Shape{Comma: ',', Newline: '\n', Cells: cells, Skip: 1}, split.Limits{Bytes: 1 << 12}))
	})
}
