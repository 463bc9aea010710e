package endtoend_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// previewed is how many users an export of BenchmarkPreview has.
const previewed = 200_000

// bareLoop reads all records of an export with the standard library and makes
// nothing of them.
type bareLoop func(r io.Reader) (records int, err error)

// BenchmarkPreview is the whole preview of a file, from opening it to the
// numbers, beside what the standard library takes to read the same file alone.
func BenchmarkPreview(b *testing.B) {
	for _, format := range []struct {
		name, file string
		header     string
		line       func(i int) string
		bare       bareLoop
	}{
		{"CSV", "users.csv", "id,email,email_verified,first_name,last_name,password_hash,created_at,plan\n", rowOf, bareCSV},
		{"Auth0", "users.ndjson", "", profileOf, bareJSON},
	} {
		path := filepath.Join(b.TempDir(), format.file)
		size := writeLines(b, path, format.header, format.line)
		b.Run(format.name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				if r := preview(b, path); r.Users != previewed || r.Calls.MigratePassword+r.Calls.CreateUser == 0 {
					b.Fatalf("%+v", r)
				}
			}
			perUser(b)
		})
		b.Run(format.name+"/bare", func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				readBare(b, path, format.bare)
			}
			perUser(b)
		})
	}
}

func perUser(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/previewed, "ns/user")
}

// bcryptOf is one of many hashes of the right form.
func bcryptOf(i int) string {
	return fmt.Sprintf("$2b$10$%022d%031d", i, i)
}

func rowOf(i int) string {
	return fmt.Sprintf("usr_%024x,user%d@example%d.com,%t,Ada,Lovelace,%s,2023-%02d-%02dT12:30:%02dZ,pro\n",
		i, i, i%97, i%2 == 0, bcryptOf(i), 1+i%12, 1+i%28, i%60)
}

func profileOf(i int) string {
	return fmt.Sprintf(`{"user_id":"auth0|%024x","email":"user%d@example%d.com","email_verified":%t,"given_name":"Ada","family_name":"Lovelace",`+
		`"created_at":"2023-%02d-%02dT12:30:%02d.123Z","identities":[{"connection":"Username-Password-Authentication","user_id":"%024x","provider":"auth0","isSocial":false}],`+
		`"user_metadata":{"theme":"dark"},"app_metadata":{"plan":"pro","seats":%d}}`+"\n",
		i, i, i%97, i%2 == 0, 1+i%12, 1+i%28, i%60, i, i%100)
}

func writeLines(b *testing.B, path, header string, line func(int) string) (size int64) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	n, _ := w.WriteString(header) // Flush has the error
	size = int64(n)
	for i := range previewed {
		n, _ := w.WriteString(line(i))
		size += int64(n)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return size
}

func preview(b *testing.B, path string) migrator.PreviewResult {
	b.Helper()
	export, err := sources.Open(b.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = export.Close() }() // only read
	r, err := migrator.NewPreview(export, migrator.DefaultOptions()).Run(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func readBare(b *testing.B, path string, bare bareLoop) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	if n, err := bare(f); err != nil || n != previewed {
		b.Fatalf("%d records, %v", n, err)
	}
}

func bareCSV(r io.Reader) (int, error) {
	for n, in := -1, csv.NewReader(r); ; n++ { // without the header
		if _, err := in.Read(); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}

func bareJSON(r io.Reader) (int, error) {
	for n, in := 0, json.NewDecoder(r); ; n++ {
		var user map[string]any
		if err := in.Decode(&user); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}
