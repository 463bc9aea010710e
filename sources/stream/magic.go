package stream

import (
	"bytes"
	"path/filepath"
	"strings"
)

// nameExport is the hint where a file cannot be an export at all.
const nameExport = "Name a file that was exported from Auth0, Firebase, AWS Cognito, or a CSV or JSON file of users."

// magics are the files that people point at by mistake, by their first bytes.
var magics = []struct {
	offset       int
	bytes        string
	reason, hint string
}{
	{0, "\x89PNG", "this is an image (PNG)", nameExport},
	{0, "\xff\xd8\xff", "this is an image (JPEG)", nameExport},
	{0, "GIF8", "this is an image (GIF)", nameExport},
	{8, "WEBP", "this is an image (WebP)", nameExport},
	{0, "%PDF-", "this is a PDF document", nameExport},
	{0, "\xd0\xcf\x11\xe0", "this is an Excel workbook (.xls)", saveAsCSV},
	{0, "SQLite format 3\x00", "this is an SQLite database", "Export its table of users as CSV or JSON and name that file."},
	{0, "PK\x03\x04", "this is an archive", "Unpack it and name the files."},
	{0, "BZh", "this is packed with bzip2", "Unpack it with bunzip2 and name the unpacked file."},
	{0, "\xfd7zXZ\x00", "this is packed with xz", "Unpack it with unxz and name the unpacked file."},
	{0, "7z\xbc\xaf\x27\x1c", "this is a 7-Zip archive", "Unpack it and name the files inside."},
	{0, "Rar!", "this is a RAR archive", "Unpack it and name the files inside."},
	{0, "\x7fELF", "this is a program", nameExport},
	{0, "MZ\x90", "this is a program", nameExport},
	{0, "PGDMP", "this is a database dump (pg_dump)", "Export the table of users as CSV or JSON and name that file."},
}

const saveAsCSV = "In Excel: File, Save As, \"CSV UTF-8 (.csv)\"; then name that file."

// refuse says why the first bytes of a file cannot be those of an export, nil
// where they can.
func refuse(path string, head []byte) *Refusal {
	for _, m := range magics {
		if len(head) >= m.offset && bytes.HasPrefix(head[m.offset:], []byte(m.bytes)) {
			return &Refusal{Reason: m.reason, Hint: m.hint}
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")):
		return &Refusal{Reason: "this is text in UTF-32", Hint: "Save it as UTF-8 and name that file."}
	case wide(head):
		return nil
	case isTar(head):
		return &Refusal{Reason: "this is an archive", Hint: "Unpack it and name the files."}
	case encrypted(head):
		return &Refusal{
			Reason: "this is encrypted (OpenPGP)",
			Hint: "Start usher with --pgp-key FILE, which is your secret key, and it is decrypted while it is read. " +
				"Or decrypt it first: gpg --decrypt --output " + decryptedName(path) + " " + quote(path),
			Err: ErrEncrypted,
		}
	case bytes.HasPrefix(head, []byte("-----BEGIN PGP P")):
		return &Refusal{Reason: "this is a PGP key, not an export", Hint: "Where an export is encrypted for it, give it with --pgp-key."}
	case bytes.HasPrefix(head, []byte("-----BEGIN PGP")):
		return &Refusal{Reason: "this is a PGP signature, not an export", Hint: nameExport}
	case binary(head):
		return &Refusal{Reason: "this is a binary file, not text", Hint: nameExport}
	}
	return nil
}

// wide knows UTF-16, which is text with zero bytes, by its mark or by where
// the zeros are.
func wide(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	return len(head) >= 4 && (head[0] == 0) != (head[1] == 0) && (head[0] == 0) == (head[2] == 0) && (head[1] == 0) == (head[3] == 0)
}

// encrypted knows armoured messages and the packets with which a binary one
// begins: a session key for a public key or a password, or encrypted data
// (RFC 9580, 4.2 and 5), old and new header form.
func encrypted(head []byte) bool {
	if bytes.HasPrefix(head, []byte("-----BEGIN PGP MESSAGE")) {
		return true
	}
	if len(head) < 4 {
		return false
	}
	switch {
	case head[0] == 0xc1 || head[0] == 0xc3 || head[0] == 0xd2:
		return binary(head) // also what Latin-1 letters look like
	case head[0] >= 0x84 && head[0] <= 0x86, head[0] >= 0x8c && head[0] <= 0x8e, head[0] >= 0xa4 && head[0] <= 0xa7:
		return binary(head)
	}
	return false
}

// binary: more than one byte in fifty is a control character that no text
// has. Fewer are damage, and cost only their records. UTF-16 was recognised
// before.
func binary(head []byte) bool {
	n := 0
	for _, c := range head {
		switch {
		case c >= 0x20, c == '\t', c == '\n', c == '\r', c == '\f', c == 0x1b, c == 0x1e:
		default:
			n++
		}
	}
	return n*50 > len(head)
}

// decryptedName is the file name without .pgp, .gpg or .asc.
func decryptedName(path string) string {
	base := filepath.Base(path)
	switch ext := filepath.Ext(base); strings.ToLower(ext) {
	case ".pgp", ".gpg", ".asc":
		return quote(strings.TrimSuffix(base, ext))
	}
	return quote(base + ".decrypted")
}

// quote makes a path safe to paste into a shell.
func quote(path string) string {
	plain := func(r rune) bool {
		return r == '/' || r == '.' || r == '_' || r == '-' ||
			'0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if strings.TrimFunc(path, plain) == "" && !strings.HasPrefix(path, "-") {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
