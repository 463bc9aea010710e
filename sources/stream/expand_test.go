package stream_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/stream"
)

// names and contents in the order in which archives are made.
var pages = [][2]string{
	{"pages/page-1.json", "one"}, {"pages/page-2.json", "two"}, {"pages/page-10.json", "ten"},
}

func folder(t *testing.T, files [][2]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f[0]))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f[1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func zipped(t *testing.T, files [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		m, err := w.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, f[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarred(t *testing.T, files [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f[0], Mode: 0o600, Size: int64(len(f[1])), Format: tar.FormatPAX}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// contents reads all files, twice, and in between the first again: archives
// have to allow any order.
func contents(t *testing.T, s *stream.Set) []string {
	t.Helper()
	var list []string
	for _, f := range append(s.Files[:len(s.Files):len(s.Files)], s.Files...) {
		r, err := f.Open(nil)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		list = append(list, string(b))
	}
	if diff := cmp.Diff(list[:len(list)/2], list[len(list)/2:]); diff != "" {
		t.Errorf("read again: %s", diff)
	}
	return list[:len(list)/2]
}

func TestSetsAreInNaturalOrder(t *testing.T) {
	dir := folder(t, append([][2]string{{".DS_Store", "x"}, {".git/config", "x"}}, pages...))
	mac := append([][2]string{{"__MACOSX/pages/._page-1.json", "x"}}, pages...)
	for name, path := range map[string]string{
		"folder":  dir,
		"pattern": filepath.Join(dir, "pages", "page-*.json"),
		"zip":     write(t, "pages.zip", zipped(t, mac)),
		"tar":     write(t, "pages.tar", tarred(t, mac)),
		"tar.gz":  write(t, "pages.tgz", gzipped(t, string(tarred(t, mac)))),
		"tar.zst": write(t, "pages.tar.zst", zstandard(t, string(tarred(t, mac)))),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := stream.Expand(path)
			if err != nil {
				t.Fatal(err)
			}
			if !s.Several {
				t.Error("not said to be several files")
			}
			if diff := cmp.Diff([]string{"one", "two", "ten"}, contents(t, s)); diff != "" {
				t.Error(diff)
			}
			for i, f := range s.Files {
				if !strings.HasSuffix(filepath.ToSlash(f.Name), pages[i][0]) || f.Size != 3 {
					t.Errorf("file %d is %s with %d bytes", i, f.Name, f.Size)
				}
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOneFileIsItself(t *testing.T) {
	path := write(t, "users.json", []byte("hello"))
	s, err := stream.Expand(path)
	if err != nil {
		t.Fatal(err)
	}
	if s.Several || len(s.Files) != 1 || s.Files[0].Name != path || s.Files[0].Path() != path {
		t.Errorf("%+v", s)
	}
}

func TestSetsThatAreRefused(t *testing.T) {
	sheet := [][2]string{{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}}
	for name, tc := range map[string]struct{ path, reason, hint string }{
		"a workbook":               {write(t, "users.xlsx", zipped(t, sheet)), "Office document", "CSV UTF-8"},
		"a damaged zip":            {write(t, "users.zip", zipped(t, pages)[:60]), "damaged zip", "again"},
		"a tar that is cut":        {write(t, "users.tar", tarred(t, pages)[:1030]), "cut off", "again"},
		"a pattern nothing fits":   {filepath.Join(t.TempDir(), "*.json"), "no file fits", "path"},
		"a file that is not there": {filepath.Join(t.TempDir(), "x.json"), "no such file", "path"},
	} {
		_, err := stream.Expand(tc.path)
		var refusal *stream.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, tc.reason) || !strings.Contains(refusal.Hint, tc.hint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMembersAreOnlyNames(t *testing.T) {
	path := write(t, "evil.zip", zipped(t, [][2]string{{"../../etc/passwd", "x"}, {`..\..\windows`, "y"}, {"x\x1b[31m\xff.json", "z"}}))
	s, err := stream.Expand(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var got []string
	for _, f := range s.Files {
		got = append(got, strings.TrimPrefix(f.Name, path))
	}
	if diff := cmp.Diff([]string{"/etc/passwd", "/windows", "/x?[31m?.json"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestADamagedMemberIsAnError(t *testing.T) {
	file := zipped(t, [][2]string{{"a.json", strings.Repeat("hello ", 1000)}})
	i := bytes.Index(file, []byte("a.json")) + 30
	file[i] ^= 0xff
	s, err := stream.Expand(write(t, "users.zip", file))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	r, err := s.Files[0].Open(nil)
	if err == nil {
		_, err = io.ReadAll(r)
		_ = r.Close()
	}
	var refusal *stream.Refusal
	if !errors.As(err, &refusal) {
		t.Errorf("said %v", err)
	}
}
