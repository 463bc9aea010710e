package table_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/usher/sources/table"
)

// Where encoding/csv reads a table, this package reads the same cells.
func FuzzTable(f *testing.F) {
	paths, err := filepath.Glob("../*/testdata/*.csv")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 10_000)])
	}
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"1;\"\"x\";2", "# c\na\tb\n", "\"a\nb\",c\n1,\"2\n3\"\n", ",\n\n,,\n", "a\"b,c\n\"", "a\rb\r"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		d := table.Sniff(text)
		d.Headless()
		var got [][]string
		in := d.WithoutHeader().Split(bytes.NewReader(text))
		for range len(text) + 2 {
			el, err := in.Next()
			if err != nil {
				compare(t, text, d.Comma, got)
				return
			}
			if el.Problem != "" {
				return
			}
			row, err := d.Cells(el.Data)
			if err != nil {
				t.Fatalf("%q was split off and cannot be read: %v", el.Data, err)
			}
			var cells []string
			for i := range row.Len() {
				cells = append(cells, string(row.Cell(i)))
				row.Text(i)
			}
			got = append(got, cells)
		}
		t.Fatal("no end")
	})
}

func compare(t *testing.T, text []byte, comma byte, got [][]string) {
	t.Helper()
	if bytes.ContainsAny(text, "\r#") { // line ends within quotes, and comments, are treated otherwise
		return
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = rune(comma), -1
	want, err := r.ReadAll()
	if err != nil {
		return
	}
	want = slices.DeleteFunc(want, blank)
	got = slices.DeleteFunc(got, blank)
	if !slices.EqualFunc(want, got, slices.Equal) {
		t.Fatalf("read %q, encoding/csv has %q", got, want)
	}
}

// blank: nothing but space; such lines are no rows.
func blank(row []string) bool {
	return len(bytes.TrimSpace([]byte(strings.Join(row, "")))) == 0
}
