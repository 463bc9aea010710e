package cognito_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"example.com/usher/sources/sourcestest"
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
	b.Run("list-users", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(indented), benchUsers, sourcestest.File(b, "users.json", indented))
	})
	b.Run("list-users/encoding-json", func(b *testing.B) { sourcestest.MeasureJSONList[answer](b, indented, benchUsers) })
	b.Run("NDJSON", func(b *testing.B) {
		sourcestest.MeasureUsers(b, len(lines), benchUsers, sourcestest.File(b, "users.json", lines))
	})
	b.Run("NDJSON/encoding-json", func(b *testing.B) { sourcestest.MeasureJSON[answer](b, lines, benchUsers) })
}
