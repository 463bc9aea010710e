package firebase

import (
	"bytes"
	"os"
	"testing"
	"unicode/utf8"
)

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
