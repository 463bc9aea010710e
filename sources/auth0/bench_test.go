package auth0_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/usher/sources"
)

// benchUsers is how many users a benchmark reads in one iteration.
const benchUsers = 20_000

// profile is what the plain decoder of encoding/json fills, for comparison.
type profile struct {
	UserID        string `json:"user_id"`
	Email         string `json:"email"`
	EmailVerified bool   `json:"email_verified"`
	Username      string `json:"username"`
	Phone         string `json:"phone_number"`
	PhoneVerified bool   `json:"phone_verified"`
	GivenName     string `json:"given_name"`
	FamilyName    string `json:"family_name"`
	Name          string `json:"name"`
	Nickname      string `json:"nickname"`
	Picture       string `json:"picture"`
	Locale        string `json:"locale"`
	Blocked       bool   `json:"blocked"`
	CreatedAt     string `json:"created_at"`
	UpdatedAt     string `json:"updated_at"`
	LastLogin     string `json:"last_login"`
	Identities    []struct {
		Provider    string          `json:"provider"`
		Connection  string          `json:"connection"`
		UserID      json.RawMessage `json:"user_id"`
		IsSocial    bool            `json:"isSocial"`
		ProfileData json.RawMessage `json:"profileData"`
	} `json:"identities"`
	Multifactor  []string                   `json:"multifactor"`
	AppMetadata  map[string]json.RawMessage `json:"app_metadata"`
	UserMetadata map[string]json.RawMessage `json:"user_metadata"`
}

// grown makes many users of a sample's few: lines with other ids and emails.
func grown(b *testing.B, name string, header int) []byte {
	b.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		b.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(data), "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	var out bytes.Buffer
	for _, l := range lines[:header] {
		out.WriteString(l)
	}
	for i := range benchUsers {
		line := lines[header+i%(len(lines)-header)]
		n := fmt.Sprintf("%d", i)
		line = strings.ReplaceAll(line, "@example.", "@"+n+".example.")
		out.WriteString(strings.Replace(line, "auth0|", "auth0|"+n, 1))
	}
	return out.Bytes()
}

func asArray(lines []byte) []byte {
	joined := bytes.ReplaceAll(bytes.TrimSpace(lines), []byte("\n"), []byte(",\n"))
	return append(append([]byte("["), joined...), ']')
}

func file(b *testing.B, name string, content []byte) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// readAll reads an export once in each iteration.
func readAll(b *testing.B, size int, paths ...string) {
	b.Helper()
	e, err := sources.Open(b.Context(), sources.Options{Paths: paths})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	measure(b, size, func() int {
		n := 0
		for _, err := range e.Users(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		return n
	})
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

func BenchmarkUsers(b *testing.B) {
	lines, table := grown(b, "fixture-tenant.json", 0), grown(b, "fixture-tenant.csv", 1)
	b.Run("NDJSON", func(b *testing.B) { readAll(b, len(lines), file(b, "u.json", lines)) })
	b.Run("NDJSON/encoding-json", func(b *testing.B) { plainJSON(b, lines) })
	b.Run("array", func(b *testing.B) { readAll(b, len(lines), file(b, "u.json", asArray(lines))) })
	b.Run("gzip", func(b *testing.B) { readAll(b, len(lines), file(b, "u.json.gz", gzipped(b, lines))) })
	b.Run("CSV", func(b *testing.B) { readAll(b, len(table), file(b, "u.csv", table)) })
	b.Run("CSV/encoding-csv", func(b *testing.B) { plainCSV(b, table) })
	b.Run("hashes", func(b *testing.B) {
		hashes := grownHashes(b)
		readAll(b, len(lines)+len(hashes), file(b, "u.json", lines), file(b, "h.json", hashes))
	})
}

func gzipped(b *testing.B, content []byte) []byte {
	b.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(content); err != nil || w.Close() != nil {
		b.Fatal(err)
	}
	return packed.Bytes()
}

// BenchmarkGzip reads one export plain and packed, and unpacks it without
// reading it, in turn. What the packed one takes longer, in parts of what
// unpacking takes, is added/unpacking: 1 where it is unpacked first and read
// then, 0 where a processor is free to unpack beside the parser.
func BenchmarkGzip(b *testing.B) {
	lines := grown(b, "fixture-tenant.json", 0)
	packed := gzipped(b, lines)
	var took [3]time.Duration
	ways := [3]func(){
		reading(b, file(b, "u.json", lines)),
		reading(b, file(b, "u.json.gz", packed)),
		func() {
			r, err := gzip.NewReader(bytes.NewReader(packed))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				b.Fatal(err)
			}
		},
	}
	b.SetBytes(int64(len(lines)))
	for b.Loop() {
		for i, way := range ways {
			began := time.Now()
			way()
			took[i] += time.Since(began)
		}
	}
	b.ReportMetric(float64(took[1]-took[0])/float64(took[2]), "added/unpacking")
}

// reading reads an export.
func reading(b *testing.B, path string) func() {
	b.Helper()
	e, err := sources.Open(b.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	return func() {
		for _, err := range e.Users(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func grownHashes(b *testing.B) []byte {
	b.Helper()
	var out bytes.Buffer
	for i := range benchUsers {
		fmt.Fprintf(&out, `{"_id":{"$oid":"%024d"},"email_verified":true,"email":"user%d@example.com","passwordHash":%s,"password_set_date":{"$date":"2019-12-06T18:36:12.412Z"},"tenant":"t","connection":"db","_tmp_is_unique":true}`+"\n", i, i, bcrypt)
	}
	return out.Bytes()
}

func plainJSON(b *testing.B, lines []byte) {
	b.Helper()
	path := file(b, "u.json", lines)
	measure(b, len(lines), func() (n int) {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		for d := json.NewDecoder(f); ; n++ {
			var p profile
			if err := d.Decode(&p); err == io.EOF {
				return n
			} else if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func plainCSV(b *testing.B, table []byte) {
	b.Helper()
	path := file(b, "u.csv", table)
	measure(b, len(table), func() (n int) {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		r := csv.NewReader(f)
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
