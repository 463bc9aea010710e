package sourcestest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"testing"

	"example.com/usher/sources"
)

// Measure reports bytes a second and, for one user, time and allocations. size
// is in bytes; read gives the number of users.
func Measure(b *testing.B, size, users int, read func() int) {
	b.Helper()
	b.SetBytes(int64(size))
	allocs := testing.AllocsPerRun(1, func() { read() })
	for b.Loop() {
		if n := read(); n != users {
			b.Fatalf("%d users, want %d", n, users)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(users), "ns/user")
	b.ReportMetric(allocs/float64(users), "allocs/user")
}

// MeasureUsers measures the reading of an export.
func MeasureUsers(b *testing.B, size, users int, paths ...string) {
	b.Helper()
	Measure(b, size, users, Reading(b, paths...))
}

// Reading reads an export whenever it is called, and counts its users.
func Reading(b *testing.B, paths ...string) func() (users int) {
	b.Helper()
	e := Open(b, sources.Options{Paths: paths})
	return func() (n int) {
		for _, err := range e.Users(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		return n
	}
}

// MeasureJSON measures encoding/json with values that stand one after the
// other; T is what one is decoded into.
func MeasureJSON[T any](b *testing.B, text []byte, users int) {
	b.Helper()
	Measure(b, len(text), users, func() (n int) {
		for d := json.NewDecoder(bytes.NewReader(text)); ; n++ {
			var user T
			if err := d.Decode(&user); err == io.EOF {
				return n
			} else if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// MeasureJSONList is MeasureJSON for the list in an object that has nothing
// else before it, one value after the other, as memory has to stay bounded.
func MeasureJSONList[T any](b *testing.B, text []byte, users int) {
	b.Helper()
	Measure(b, len(text), users, func() (n int) {
		d := json.NewDecoder(bytes.NewReader(text))
		for range 3 { // { "users" [
			if _, err := d.Token(); err != nil {
				b.Fatal(err)
			}
		}
		for ; d.More(); n++ {
			var user T
			if err := d.Decode(&user); err != nil {
				b.Fatal(err)
			}
		}
		return n
	})
}

// MeasureCSV measures encoding/csv; a header is counted as a user.
func MeasureCSV(b *testing.B, text []byte, rows int) {
	b.Helper()
	Measure(b, len(text), rows, func() int { return Rows(b, text) })
}

// Rows counts the rows that encoding/csv finds, however many cells they have.
func Rows(b *testing.B, text []byte) (n int) {
	b.Helper()
	r := csv.NewReader(bytes.NewReader(text))
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	for ; ; n++ {
		if _, err := r.Read(); err == io.EOF {
			return n
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
