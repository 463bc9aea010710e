package sources_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/klauspost/compress/zstd"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// newKey makes a key, and reads it from a file as an operator's is read.
func newKey(t *testing.T) (*openpgp.Entity, *sources.Key) {
	t.Helper()
	e, err := openpgp.NewEntity("", "", "ada@example.com", &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := e.SerializePrivateWithoutSigning(&b, nil); err != nil {
		t.Fatal(err)
	}
	k, err := sources.ReadKey(sourcestest.File(t, "key.pgp", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return e, k
}

func encrypted(t *testing.T, to *openpgp.Entity, content string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := openpgp.Encrypt(&b, []*openpgp.Entity{to}, nil, nil, nil)
	if err == nil {
		_, err = io.WriteString(w, content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipped(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, content)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t *testing.T, content string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(content), nil))
}

func TestEncryptedFilesAreReadWithTheirKey(t *testing.T) {
	to, key := newKey(t)
	plain := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.json", auth0Users("a", "b"))}, Hashes: []string{sourcestest.File(t, "hashes.json", auth0Hash)}})
	ids(t, plain)
	want, err := plain.Fingerprint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, pack := range map[string]func(string) string{
		"as it is":               func(s string) string { return encrypted(t, to, s) },
		"gzip inside":            func(s string) string { return encrypted(t, to, zipped(t, s)) },
		"zstd inside":            func(s string) string { return encrypted(t, to, zstandard(t, s)) },
		"gzip around":            func(s string) string { return zipped(t, encrypted(t, to, s)) },
		"gzip around and inside": func(s string) string { return zipped(t, encrypted(t, to, zipped(t, s))) },
	} {
		t.Run(name, func(t *testing.T) {
			users, hashes := sourcestest.File(t, "users.gpg", pack(auth0Users("a", "b"))), sourcestest.File(t, "hashes.gpg", pack(auth0Hash))
			e := sourcestest.Open(t, sources.Options{Paths: []string{users}, Hashes: []string{hashes}, Key: key})
			for range 2 { // a second pass decrypts again
				var with []string
				for u, err := range e.Users(t.Context()) {
					if err != nil {
						t.Fatal(err)
					}
					if u.Hash != nil {
						with = append(with, u.SourceID)
					}
				}
				if strings.Join(with, " ") != "auth0|a" {
					t.Errorf("with a password: %v", with)
				}
			}
			if got, err := e.Fingerprint(t.Context()); got != want || err != nil {
				t.Errorf("another fingerprint than without encryption, %v", err)
			}
			for path, kind := range map[string]sources.InputKind{users: sources.Users, hashes: sources.PasswordHashes} {
				if id, err := sources.Identify(path, key); id.Kind != kind || err != nil {
					t.Errorf("%s is %v, %v", path, id.Kind, err)
				}
			}
		})
	}
}

func TestADamagedEncryptedFileFailsTheWholeRead(t *testing.T) {
	to, key := newKey(t)
	many := auth0Users(strings.Fields(strings.Repeat("a b c ", 4000))...)
	for name, text := range map[string]string{"plain": many, "gzip": zipped(t, many), "zstd": zstandard(t, many)} {
		message := encrypted(t, to, text)
		for what, damaged := range map[string]string{
			"the end is lost":        message[:len(message)-1],
			"its digest is lost":     message[:len(message)-30],
			"the last byte is wrong": message[:len(message)-1] + string([]byte{message[len(message)-1] ^ 1}),
		} {
			e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.gpg", damaged)}, Key: key})
			var last error
			for _, err := range e.Users(t.Context()) {
				last = err
			}
			var said *sources.Error
			if !errors.As(last, &said) || !strings.Contains(said.Error(), "cut off, or was changed") || !strings.Contains(said.Hint, "does not count") {
				t.Errorf("%s, %s: ended with %v", name, what, last)
			}
			if _, err := e.Fingerprint(t.Context()); err == nil {
				t.Errorf("%s, %s: it has a fingerprint", name, what)
			}
		}
	}
}

func TestEncryptedFilesWithoutTheirKey(t *testing.T) {
	to, _ := newKey(t)
	_, other := newKey(t)
	folder := t.TempDir()
	for name, content := range map[string]string{"users.json": auth0Users("a"), "hashes.gpg": encrypted(t, to, auth0Hash)} {
		sourcestest.Write(t, filepath.Join(folder, name), content)
	}
	for name, c := range map[string]struct {
		key       *sources.Key
		says, way string
	}{
		"no key":      {nil, "encrypted (OpenPGP)", "--pgp-key"},
		"another key": {other, "for another PGP key", "public key the provider was sent"},
	} {
		_, err := sources.Open(t.Context(), sources.Options{Paths: []string{filepath.Join(folder, "hashes.gpg")}, Key: c.key})
		var said *sources.Error
		if !errors.As(err, &said) || !strings.Contains(said.Error(), c.says) || !strings.Contains(said.Hint, c.way) {
			t.Errorf("%s: %v", name, err)
		}
		if errors.Is(err, sources.ErrEncrypted) != (c.key == nil) {
			t.Errorf("%s: %v says wrongly whether a key is missing", name, err)
		}
		e := sourcestest.Open(t, sources.Options{Paths: []string{folder}, Key: c.key})
		ids(t, e)
		if notes := e.Notes(); len(notes) != 1 || notes[0].Code != "file_left_out" || !strings.Contains(notes[0].Detail, c.says) {
			t.Errorf("%s, in a folder: %v", name, notes)
		}
	}
}
