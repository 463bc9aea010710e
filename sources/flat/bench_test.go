package flat_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources/sourcestest"
)

// benchUsers is how many users a benchmark reads in one iteration.
const benchUsers = 20_000

// grown makes many rows or lines of a sample's few.
func grown(b *testing.B, name string, header int) []byte {
	b.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		b.Fatal(err)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	lines = lines[:len(lines)-1]
	out := bytes.Join(lines[:header], nil)
	for i := range benchUsers {
		line := lines[header+i%(len(lines)-header)]
		out = append(out, bytes.ReplaceAll(line, []byte("@example"), fmt.Appendf(nil, "@%d.example", i))...)
	}
	return out
}

func BenchmarkUsers(b *testing.B) {
	table, lines := grown(b, "users.csv", 1), grown(b, "users.ndjson", 0)
	b.Run("CSV", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(table), benchUsers, sourcestest.File(b, "users.csv", table))
	})
	b.Run("CSV/encoding-csv", func(b *testing.B) { sourcestest.MeasureCSV(b, table, benchUsers+1) })
	b.Run("NDJSON", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(lines), benchUsers, sourcestest.File(b, "users.ndjson", lines))
	})
	b.Run("NDJSON/encoding-json", func(b *testing.B) { sourcestest.MeasureJSON[map[string]any](b, lines, benchUsers) })
}
