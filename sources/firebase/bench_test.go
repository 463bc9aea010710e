package firebase_test

import (
	"bytes"
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

// measure reports bytes a second and, for one user, time and allocations.
func measure(b *testing.B, size, users int, read func() int) {
	b.Helper()
	b.SetBytes(int64(size))
	allocs := testing.AllocsPerRun(1, func() { read() })
	for b.Loop() {
		if n := read(); n != users {
			b.Fatalf("%d users", n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(users), "ns/user")
	b.ReportMetric(allocs/float64(users), "allocs/user")
}

func benchmarkUsher(b *testing.B, path string, size, users int) {
	e, err := sources.Open(b.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	measure(b, size, users, func() (n int) {
		for _, err := range e.Users(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		return n
	})
}

// exported is what the plain decoder of encoding/json fills, for comparison.
type exported struct {
	LocalID          string `json:"localId"`
	Email            string `json:"email"`
	EmailVerified    bool   `json:"emailVerified"`
	PasswordHash     string `json:"passwordHash"`
	Salt             string `json:"salt"`
	DisplayName      string `json:"displayName"`
	PhotoURL         string `json:"photoUrl"`
	PhoneNumber      string `json:"phoneNumber"`
	Disabled         bool   `json:"disabled"`
	CreatedAt        string `json:"createdAt"`
	LastSignedInAt   string `json:"lastSignedInAt"`
	CustomAttributes string `json:"customAttributes"`
	ProviderUserInfo []struct {
		ProviderID string `json:"providerId"`
		RawID      string `json:"rawId"`
		Email      string `json:"email"`
	} `json:"providerUserInfo"`
}

const copies = 1000

func BenchmarkJSON(b *testing.B) {
	path, text := enlarged(b, "auth-export.scrypt.json", copies, "{\"users\": [\n", ",\n", "]}")
	users := copies * bytes.Count(text[:len(text)/copies], []byte(`"localId"`))
	b.Run("usher", func(b *testing.B) { benchmarkUsher(b, path, len(text), users) })
	b.Run("encoding-json", func(b *testing.B) {
		measure(b, len(text), users, func() (n int) {
			d := json.NewDecoder(bytes.NewReader(text))
			for range 3 { // { "users" [
				if _, err := d.Token(); err != nil {
					b.Fatal(err)
				}
			}
			for ; d.More(); n++ {
				var u exported
				if err := d.Decode(&u); err != nil {
					b.Fatal(err)
				}
			}
			return n
		})
	})
}

func BenchmarkCSV(b *testing.B) {
	path, text := enlarged(b, "auth-export.scrypt.csv", copies, "", "", "")
	rows := func() (n int) {
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
	users := rows()
	b.Run("usher", func(b *testing.B) { benchmarkUsher(b, path, len(text), users) })
	b.Run("encoding-csv", func(b *testing.B) { measure(b, len(text), users, rows) })
}
