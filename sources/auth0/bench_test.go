package auth0_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/usher/sources/sourcestest"
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

func BenchmarkUsers(b *testing.B) {
	lines, table := grown(b, "fixture-tenant.json", 0), grown(b, "fixture-tenant.csv", 1)
	b.Run("NDJSON", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(lines), benchUsers, sourcestest.File(b, "u.json", lines))
	})
	b.Run("NDJSON/encoding-json", func(b *testing.B) { sourcestest.MeasureJSON[profile](b, lines, benchUsers) })
	b.Run("array", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(lines), benchUsers, sourcestest.File(b, "u.json", asArray(lines)))
	})
	b.Run("gzip", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(lines), benchUsers, sourcestest.File(b, "u.json.gz", gzipped(b, lines)))
	})
	b.Run("CSV", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(table), benchUsers, sourcestest.File(b, "u.csv", table))
	})
	b.Run("CSV/encoding-csv", func(b *testing.B) { sourcestest.MeasureCSV(b, table, benchUsers+1) })
	b.Run("hashes", func(b *testing.B) {
		hashes := grownHashes(b)
		sourcestest.MeasureUsers(b, len(lines)+len(hashes), benchUsers, sourcestest.File(b, "u.json", lines), sourcestest.File(b, "h.json", hashes))
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
	ways := [3]func() int{
		sourcestest.Reading(b, sourcestest.File(b, "u.json", lines)),
		sourcestest.Reading(b, sourcestest.File(b, "u.json.gz", packed)),
		func() int {
			r, err := gzip.NewReader(bytes.NewReader(packed))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				b.Fatal(err)
			}
			return 0
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

func grownHashes(b *testing.B) []byte {
	b.Helper()
	var out bytes.Buffer
	for i := range benchUsers {
		fmt.Fprintf(&out, `{"_id":{"$oid":"%024d"},"email_verified":true,"email":"user%d@example.com","passwordHash":%s,"password_set_date":{"$date":"2019-12-06T18:36:12.412Z"},"tenant":"t","connection":"db","_tmp_is_unique":true}`+"\n", i, i, bcrypt)
	}
	return out.Bytes()
}
