package stream

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fromZip takes the members of a zip archive. Office documents are zip
// archives too and are refused by what is in them.
func fromZip(name string) (*Set, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, &Refusal{Reason: "damaged zip archive", Hint: downloadAgain, Err: err}
	}
	s := &Set{Several: true, close: z}
	for _, f := range z.File {
		if refusal := office(f.Name); refusal != nil {
			return nil, closeWith(z, refusal)
		}
		if f.FileInfo().IsDir() || hiddenMember(f.Name) {
			continue
		}
		if len(s.Files) == maxFiles {
			return nil, closeWith(z, tooMany)
		}
		s.Files = append(s.Files, File{
			Name: name + "/" + member(f.Name),
			Size: int64(f.UncompressedSize64),
			open: func() (io.ReadCloser, error) { return openMember(f) },
		})
	}
	sortNaturally(s.Files)
	return s, nil
}

func office(member string) *Refusal {
	switch member {
	case "[Content_Types].xml", "xl/workbook.xml":
		return &Refusal{Reason: "this is an Office document (.xlsx or the like)", Hint: saveAsCSV}
	case "mimetype":
		return &Refusal{Reason: "this is an OpenDocument file (.ods or the like)", Hint: "Save it as CSV (UTF-8) and name that file."}
	case "AndroidManifest.xml", "META-INF/MANIFEST.MF":
		return &Refusal{Reason: "this is a program", Hint: nameExport}
	}
	return nil
}

// hiddenMember: what systems put into archives beside the files.
func hiddenMember(name string) bool {
	name = member(name)
	return strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/")
}

// member makes a name inside of an archive harmless: it is only shown, never a
// path, and has no control characters.
func member(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return '?'
		}
		return r
	}, strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func openMember(f *zip.File) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, &Refusal{Reason: "the zip archive is encrypted", Hint: "Unpack it with its password and name the files."}
	}
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, &Refusal{Reason: "damaged zip archive", Hint: downloadAgain, Err: err}
	}
	switch f.Method {
	case zip.Store:
		return &checked{r: io.NopCloser(raw), want: f.CRC32, left: int64(f.UncompressedSize64)}, nil
	case zip.Deflate:
		return &checked{r: flate.NewReader(raw), want: f.CRC32, left: int64(f.UncompressedSize64)}, nil
	}
	return nil, &Refusal{Reason: fmt.Sprintf("packed in a way that cannot be read (zip method %d)", f.Method), Hint: "Unpack it and name the files."}
}

// checked compares length and checksum at the end.
type checked struct {
	r    io.ReadCloser
	sum  uint32
	want uint32
	left int64
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	c.left -= int64(n)
	switch {
	case err == io.EOF && c.left > 0, err == io.ErrUnexpectedEOF:
		err = io.ErrUnexpectedEOF
	case err == io.EOF && (c.sum != c.want || c.left < 0), err != nil && err != io.EOF:
		err = &Refusal{Reason: "damaged zip archive", Hint: downloadAgain, Err: err}
	}
	return n, err
}

func (c *checked) Close() error { return c.r.Close() }
