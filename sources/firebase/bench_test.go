package firebase_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/sources"
)

// enlarged writes a sample many times over.
func enlarged(b *testing.B, name string, times int, head, between, tail string) (path string, text []byte) {
	b.Helper()
	once, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		b.Fatal(err)
	}
	once = bytes.TrimSuffix(bytes.TrimPrefix(once, []byte(head)), []byte(tail))
	text = []byte(head)
	for i := range times {
		if i > 0 {
			text = append(text, between...)
		}
		text = append(text, once...)
	}
	text = append(text, tail...)
	path = filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		b.Fatal(err)
	}
	return path, text
}

func benchmarkUsher(b *testing.B, path string, size int) {
	b.SetBytes(int64(size))
	b.ReportAllocs()
	users := 0
	for b.Loop() {
		e, err := sources.Open(context.Background(), sources.Options{Paths: []string{path}})
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range e.Users(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			users++
		}
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(users), "ns/user")
}

func BenchmarkJSON(b *testing.B) {
	path, text := enlarged(b, "auth-export.scrypt.json", 1000, "{\"users\": [\n", ",\n", "]}")
	b.Run("usher", func(b *testing.B) { benchmarkUsher(b, path, len(text)) })
	b.Run("encoding/json", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			var all struct{ Users []map[string]any }
			if err := json.NewDecoder(bytes.NewReader(text)).Decode(&all); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkCSV(b *testing.B) {
	path, text := enlarged(b, "auth-export.scrypt.csv", 1000, "", "", "")
	b.Run("usher", func(b *testing.B) { benchmarkUsher(b, path, len(text)) })
	b.Run("encoding/csv", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(text))
			r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
			for {
				if _, err := r.Read(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
