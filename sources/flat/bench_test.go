package flat_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
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
	b.Run("CSV", func(b *testing.B) { readAll(b, "users.csv", table) })
	b.Run("CSV/encoding-csv", func(b *testing.B) { plainCSV(b, table) })
	b.Run("NDJSON", func(b *testing.B) { readAll(b, "users.ndjson", lines) })
	b.Run("NDJSON/encoding-json", func(b *testing.B) { plainJSON(b, lines) })
}

// measure reports bytes a second and, for one user, time and allocations.
func measure(b *testing.B, size int, read func() int) {
	b.Helper()
	b.SetBytes(int64(size))
	allocs := testing.AllocsPerRun(1, func() { read() })
	for b.Loop() {
		if n := read(); n != benchUsers {
			b.Fatalf("%d users", n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchUsers, "ns/user")
	b.ReportMetric(allocs/benchUsers, "allocs/user")
}

func readAll(b *testing.B, name string, content []byte) {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		b.Fatal(err)
	}
	e, err := sources.Open(b.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	measure(b, len(content), func() (n int) {
		for _, err := range e.Users(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		return n
	})
}

func plainCSV(b *testing.B, table []byte) {
	b.Helper()
	measure(b, len(table), func() (n int) {
		r := csv.NewReader(bytes.NewReader(table))
		r.ReuseRecord = true
		for n = -1; ; n++ { // without the header
			if _, err := r.Read(); err == io.EOF {
				return n
			} else if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func plainJSON(b *testing.B, lines []byte) {
	b.Helper()
	measure(b, len(lines), func() (n int) {
		for d := json.NewDecoder(bytes.NewReader(lines)); ; n++ {
			var user map[string]any
			if err := d.Decode(&user); err == io.EOF {
				return n
			} else if err != nil {
				b.Fatal(err)
			}
		}
	})
}
