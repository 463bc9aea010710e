package stream_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/zstd"

	"example.com/usher/sources/stream"
)

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(t *testing.T, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstandard(t *testing.T, content string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(content), nil)
}

func TestContent(t *testing.T) {
	const text = `{"name":"Zoë Ünal 李"}` + "\n"
	long := strings.Repeat(text, 50_000)
	wide := func(order int) []byte {
		var b []byte
		for _, r := range "\ufeff{\"a\":\"ë\"}" {
			u := []byte{byte(r), byte(r >> 8)}
			b = append(b, u[order], u[1-order])
		}
		return b
	}
	for name, tc := range map[string]struct {
		file []byte
		want string
	}{
		"plain text":                        {[]byte(text), text},
		"several blocks":                    {[]byte(long), long},
		"gzip, whatever the name":           {gzipped(t, text), text},
		"gzip of several members":           {append(gzipped(t, text), gzipped(t, text)...), text + text},
		"zstd":                              {zstandard(t, long), long},
		"zstd of several frames":            {append(zstandard(t, text), zstandard(t, text)...), text + text},
		"a byte order mark":                 {[]byte("\xef\xbb\xbf" + text), text},
		"a byte order mark in gzip":         {gzipped(t, "\xef\xbb\xbf"+text), text},
		"UTF-16, little end first":          {wide(0), `{"a":"ë"}`},
		"UTF-16, big end first":             {wide(1), `{"a":"ë"}`},
		"UTF-16 without a mark":             {wide(0)[2:], `{"a":"ë"}`},
		"UTF-16 without a mark, big end":    {wide(1)[2:], `{"a":"ë"}`},
		"one byte":                          {[]byte("x"), "x"},
		"a zero byte among a lot of text":   {[]byte(text + text + text + "\x00"), text + text + text + "\x00"},
		"an escape character":               {[]byte("\x1b[31m" + text), "\x1b[31m" + text},
		"text that is not UTF-8 stays":      {[]byte("Jos\xe9"), "Jos\xe9"},
		"text that begins like an OpenPGP-": {[]byte("\x85\xe9 accented"), "\x85\xe9 accented"},
	} {
		t.Run(name, func(t *testing.T) {
			var read atomic.Int64
			r, err := stream.Open(write(t, "export.json", tc.file), &read)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tc.want {
				t.Errorf("content of %d bytes, want %d", len(got), len(tc.want))
			}
			if read.Load() != int64(len(tc.file)) {
				t.Errorf("%d of %d bytes were counted", read.Load(), len(tc.file))
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSumIsThatOfTheUnpackedContent(t *testing.T) {
	const text = "hello\n"
	want := stream.Sum{SHA256: sha256.Sum256([]byte(text)), Length: int64(len(text))}
	for name, file := range map[string][]byte{"plain": []byte(text), "gzip": gzipped(t, text), "zstd": zstandard(t, text)} {
		r, err := stream.Open(write(t, "f", file), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			t.Fatal(err)
		}
		if r.Sum() != want {
			t.Errorf("%s: %+v", name, r.Sum())
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestRefusals(t *testing.T) {
	noise := make([]byte, 600)
	for i := range noise {
		noise[i] = byte(rand.IntN(256))
	}
	for name, tc := range map[string]struct {
		file         []byte
		reason, hint string
	}{
		"an empty file":           {nil, "empty", "Export again"},
		"gzip of nothing":         {gzipped(t, ""), "nothing in", "Export again"},
		"a PNG image":             {[]byte("\x89PNG\r\n\x1a\n"), "image (PNG)", "exported from"},
		"a JPEG image":            {[]byte("\xff\xd8\xff\xe0"), "image (JPEG)", "exported from"},
		"a PDF document":          {[]byte("%PDF-1.7"), "PDF", "exported from"},
		"an old Excel workbook":   {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Excel", "CSV UTF-8"},
		"an SQLite database":      {[]byte("SQLite format 3\x00"), "SQLite", "CSV or JSON"},
		"bzip2":                   {[]byte("BZh91AY"), "bzip2", "bunzip2"},
		"a program":               {[]byte("\x7fELF\x02"), "program", "exported from"},
		"text in UTF-32":          {[]byte("\xff\xfe\x00\x00i\x00\x00\x00d\x00\x00\x00"), "UTF-32", "UTF-8"},
		"other binary":            {append([]byte{0, 1, 2}, noise...), "binary", "exported from"},
		"a gzip that is damaged":  {append(gzipped(t, "hello")[:12], "xxxxxxxxxxxx"...), "gzip", "again"},
		"PGP, with armour":        {[]byte("-----BEGIN PGP MESSAGE-----\n"), "encrypted", "gpg --decrypt --output 'hash es.ndjson' "},
		"PGP, binary":             {append([]byte{0x85, 0x02, 0x0c, 0x03}, noise...), "encrypted", "gpg --decrypt"},
		"PGP, binary, new header": {append([]byte{0xc1, 0xc0, 0x4c, 0x03}, noise...), "encrypted", "gpg --decrypt"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := stream.Open(write(t, "hash es.ndjson.pgp", tc.file), nil)
			if err == nil {
				_, err = io.ReadAll(r)
				_ = r.Close()
			}
			var refusal *stream.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("said %v", err)
			}
			if !strings.Contains(refusal.Reason, tc.reason) || !strings.Contains(refusal.Hint, tc.hint) {
				t.Errorf("%s. %s", refusal.Reason, refusal.Hint)
			}
		})
	}
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	for name, path := range map[string]string{
		"no such file or directory": filepath.Join(t.TempDir(), "missing.json"),
		"this is a folder":          t.TempDir(),
	} {
		_, err := stream.Open(path, nil)
		var refusal *stream.Refusal
		if !errors.As(err, &refusal) || refusal.Reason != name || refusal.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCutFilesGiveWhatIsThere(t *testing.T) {
	var text strings.Builder
	for range 20_000 {
		text.WriteString(string(rune('a' + rand.IntN(26))))
	}
	for name, file := range map[string][]byte{
		"gzip": gzipped(t, text.String()),
		"zstd": append(zstandard(t, text.String()[:10_000]), zstandard(t, text.String()[10_000:])...),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := stream.Open(write(t, "f", file[:len(file)-5]), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = r.Close() }()
			got, err := io.ReadAll(r)
			var refusal *stream.Refusal
			if !errors.As(err, &refusal) || refusal.Reason != "the "+name+" file is cut off before its end" {
				t.Errorf("ended with %v", err)
			}
			if len(got) < 10_000 || !strings.HasPrefix(text.String(), string(got)) {
				t.Errorf("%d bytes before the cut", len(got))
			}
		})
	}
}

func TestClosingEarlyEndsReadingAhead(t *testing.T) {
	r, err := stream.Open(write(t, "f", bytes.Repeat([]byte("x"), 8<<20)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil { // hangs when it does not
		t.Error(err)
	}
}
