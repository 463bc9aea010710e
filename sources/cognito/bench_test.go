package cognito_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/sources"
)

// benchUsers is how many users a benchmark reads in one iteration.
const benchUsers = 10_000

// answer is what the plain decoder of encoding/json fills, for comparison.
type answer struct {
	Username   string
	Attributes []struct{ Name, Value string }
	UserStatus string
	Enabled    bool

	UserCreateDate, UserLastModifiedDate string
}

// grown makes many users of a sample's few, one per line.
func grown(b *testing.B) []byte {
	b.Helper()
	data, err := os.ReadFile("testdata/sdk-js-v3.users.ndjson")
	if err != nil {
		b.Fatal(err)
	}
	lines := bytes.SplitAfter(bytes.TrimSpace(data), []byte("\n"))
	lines = lines[:len(lines)-1] // the last has no newline
	var out bytes.Buffer
	for i := range benchUsers {
		out.Write(lines[i%len(lines)])
	}
	return out.Bytes()
}

// pretty is what the command line writes.
func pretty(b *testing.B, lines []byte) []byte {
	b.Helper()
	array := "[" + strings.ReplaceAll(strings.TrimSpace(string(lines)), "\n", ",") + "]"
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(`{"Users":`+array+`}`), "", "    "); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkUsers(b *testing.B) {
	lines := grown(b)
	indented := pretty(b, lines)
	b.Run("list-users", func(b *testing.B) { readAll(b, indented) })
	b.Run("list-users/encoding-json", func(b *testing.B) { plainPages(b, indented) })
	b.Run("NDJSON", func(b *testing.B) { readAll(b, lines) })
	b.Run("NDJSON/encoding-json", func(b *testing.B) { plainLines(b, lines) })
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

func readAll(b *testing.B, content []byte) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "users.json")
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

func plainLines(b *testing.B, lines []byte) {
	b.Helper()
	measure(b, len(lines), func() (n int) {
		for d := json.NewDecoder(bytes.NewReader(lines)); ; n++ {
			var a answer
			if err := d.Decode(&a); err == io.EOF {
				return n
			} else if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// plainPages reads the list user by user, as memory has to stay bounded.
func plainPages(b *testing.B, text []byte) {
	b.Helper()
	measure(b, len(text), func() (n int) {
		d := json.NewDecoder(bytes.NewReader(text))
		for range 3 { // { "Users" [
			if _, err := d.Token(); err != nil {
				b.Fatal(err)
			}
		}
		for ; d.More(); n++ {
			var a answer
			if err := d.Decode(&a); err != nil {
				b.Fatal(err)
			}
		}
		return n
	})
}
