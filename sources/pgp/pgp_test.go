package pgp_test

import (
	"bytes"
	"crypto"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"

	"example.com/usher/sources/pgp"
)

const passphrase = "correct horse ü"

// entity makes a key; curves are made a hundred times as fast as RSA keys.
func entity(t testing.TB) *openpgp.Entity {
	t.Helper()
	e, err := openpgp.NewEntity("Ada", "", "ada@example.com", &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA, DefaultHash: crypto.SHA256})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// keyFile writes a secret key as gpg exports it.
func keyFile(t testing.TB, e *openpgp.Entity, armored bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.SerializePrivateWithoutSigning(&b, nil); err != nil {
		t.Fatal(err)
	}
	return write(t, "key", inArmor(t, b.Bytes(), openpgp.PrivateKeyType, armored))
}

func inArmor(t testing.TB, data []byte, kind string, armored bool) []byte {
	t.Helper()
	if !armored {
		return data
	}
	var b bytes.Buffer
	w, err := armor.Encode(&b, kind, nil)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func readKey(t testing.TB, e *openpgp.Entity) *pgp.Key {
	t.Helper()
	k, err := pgp.ReadKey(keyFile(t, e, true))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func encrypt(t testing.TB, text string, to, signed *openpgp.Entity, c *packet.Config) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := openpgp.Encrypt(&b, []*openpgp.Entity{to}, signed, nil, c)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decrypt(k *pgp.Key, message []byte) (string, error) {
	r, err := k.Decrypt(bytes.NewReader(message))
	if err != nil {
		return "", err
	}
	content, err := io.ReadAll(r)
	return string(content), err
}

var secretText = strings.Repeat(`{"_id":{"$oid":"5f"},"passwordHash":"$2b$10$"}`+"\n", 500)

func TestDecrypt(t *testing.T) {
	to := entity(t)
	for name, c := range map[string]struct {
		config  packet.Config
		signed  *openpgp.Entity
		armored bool
	}{
		"an ordinary message":        {},
		"in armour":                  {armored: true},
		"packed":                     {config: packet.Config{DefaultCompressionAlgo: packet.CompressionZLIB}},
		"signed by somebody":         {signed: entity(t)},
		"signed by the key's owner":  {signed: to},
		"with AEAD":                  {config: packet.Config{AEADConfig: &packet.AEADConfig{}}},
		"with AES-256 and in armour": {config: packet.Config{DefaultCipher: packet.CipherAES256}, armored: true},
	} {
		t.Run(name, func(t *testing.T) {
			message := inArmor(t, encrypt(t, secretText, to, c.signed, &c.config), "PGP MESSAGE", c.armored)
			r, err := readKey(t, to).Decrypt(iotest.HalfReader(bytes.NewReader(message)))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); string(got) != secretText || err != nil {
				t.Errorf("%d bytes of %d, %v", len(got), len(secretText), err)
			}
		})
	}
}

// What is cut anywhere, or changed anywhere, never ends as if it were whole.
func TestDamagedMessagesNeverPassForWhole(t *testing.T) {
	to := entity(t)
	k := readKey(t, to)
	random := rand.New(rand.NewPCG(1, 2))
	for name, config := range map[string]*packet.Config{
		"with a digest":   {},
		"packed":          {DefaultCompressionAlgo: packet.CompressionZIP},
		"with AEAD":       {AEADConfig: &packet.AEADConfig{ChunkSize: 256}},
		"in small chunks": {AEADConfig: &packet.AEADConfig{ChunkSize: 64}},
	} {
		t.Run(name, func(t *testing.T) {
			message := encrypt(t, secretText, to, nil, config)
			for range 150 {
				cut := message[:random.IntN(len(message))]
				if got, err := decrypt(k, cut); !said(err) {
					t.Fatalf("cut to %d of %d: %d bytes, %v", len(cut), len(message), len(got), err)
				}
				changed := bytes.Clone(message)
				at := random.IntN(len(changed))
				changed[at] ^= byte(1 + random.IntN(255))
				if got, err := decrypt(k, changed); !said(err) && got != secretText {
					t.Fatalf("byte %d of %d changed: %d bytes, %v", at, len(message), len(got), err)
				}
			}
			if _, err := decrypt(k, message[:len(message)-1]); !said(err) || !strings.Contains(err.Error(), "cut off") {
				t.Errorf("the last byte lost: %v", err)
			}
		})
	}
}

// said: the error is one for people.
func said(err error) bool {
	var e *pgp.Error
	return errors.As(err, &e) && e.Reason != "" && e.Hint != ""
}

func TestMessagesThatDoNotOpen(t *testing.T) {
	to := entity(t)
	k := readKey(t, to)
	symmetric := func() []byte {
		var b bytes.Buffer
		w, err := openpgp.SymmetricallyEncrypt(&b, []byte("x"), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	signed := func() []byte {
		var b bytes.Buffer
		w, err := openpgp.Sign(&b, to, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		message   []byte
		says, way string
	}{
		"for another key": {encrypt(t, "x", entity(t), nil, nil), "another PGP key", "secret key"},
		"with a password": {symmetric(), "with a password", "gpg --decrypt"},
		"only signed":     {signed(), "not encrypted", "gpg --decrypt"},
		"nothing":         {nil, "cut off", "again"},
		"noise":           {bytes.Repeat([]byte{0x85, 1, 0xff}, 99), "", "again"},
		"empty armour":    {[]byte("-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----\n"), "cut off", "again"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := decrypt(k, c.message)
			var e *pgp.Error
			if !errors.As(err, &e) || !strings.Contains(e.Reason, c.says) || !strings.Contains(e.Hint, c.way) {
				t.Errorf("%v, %+v", err, e)
			}
		})
	}
}

func TestPassphrases(t *testing.T) {
	to := entity(t)
	message := encrypt(t, secretText, to, nil, nil)
	if err := to.EncryptPrivateKeys([]byte(passphrase), nil); err != nil {
		t.Fatal(err)
	}
	for _, armored := range []bool{true, false} {
		k, err := pgp.ReadKey(keyFile(t, to, armored))
		if err != nil {
			t.Fatal(err)
		}
		if !k.Locked() {
			t.Fatal("the key is open")
		}
		if _, err := decrypt(k, message); !said(err) {
			t.Errorf("a locked key: %v", err)
		}
		for _, wrong := range []string{"", passphrase + " ", "x"} {
			if err := k.Unlock([]byte(wrong)); !errors.Is(err, pgp.ErrPassphrase) {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		if err := k.Unlock([]byte(passphrase)); err != nil || k.Locked() {
			t.Errorf("the passphrase does not open it: %v", err)
		}
		if got, err := decrypt(k, message); got != secretText || err != nil {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	}
}

func TestFilesThatAreNoSecretKey(t *testing.T) {
	var public bytes.Buffer
	if err := entity(t).Serialize(&public); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path      string
		says, way string
	}{
		"a public key":    {write(t, "key", public.Bytes()), "public key", "--export-secret-keys"},
		"one in armour":   {write(t, "key", inArmor(t, public.Bytes(), openpgp.PublicKeyType, true)), "public key", "--export-secret-keys"},
		"text":            {write(t, "key", []byte("hello")), "no file of PGP keys", "--export-secret-keys"},
		"an empty file":   {write(t, "key", nil), "", "--export-secret-keys"},
		"no file":         {filepath.Join(t.TempDir(), "key"), "no such file", "path"},
		"a folder":        {t.TempDir(), "cannot be read", "path"},
		"a very long one": {write(t, "key", make([]byte, 5<<20)), "longer than 4 MiB", "--export-secret-keys"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := pgp.ReadKey(c.path)
			var e *pgp.Error
			if !errors.As(err, &e) || !strings.Contains(e.Reason, c.says) || !strings.Contains(e.Hint, c.way) {
				t.Errorf("%v, %+v", err, e)
			}
		})
	}
}

func TestOneKeyOpensSeveralFilesAtOnce(t *testing.T) {
	to := entity(t)
	k, message := readKey(t, to), encrypt(t, secretText, to, nil, nil)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := decrypt(k, message); got != secretText || err != nil {
				t.Errorf("%d bytes, %v", len(got), err)
			}
		})
	}
	all.Wait()
}

// FuzzDecrypt gives hostile messages to a key: no panic, and an error for
// people.
func FuzzDecrypt(f *testing.F) {
	to := entity(f)
	k := readKey(f, to)
	f.Add(encrypt(f, "hello", to, nil, nil))
	f.Add(inArmor(f, encrypt(f, "hello", to, to, nil), "PGP MESSAGE", true))
	f.Add(encrypt(f, "hello", to, nil, &packet.Config{AEADConfig: &packet.AEADConfig{}}))
	f.Fuzz(func(t *testing.T, message []byte) {
		r, err := k.Decrypt(bytes.NewReader(message))
		if err == nil {
			_, err = io.Copy(io.Discard, io.LimitReader(r, 1<<20))
		}
		if err != nil && !said(err) {
			t.Errorf("%v", err)
		}
	})
}
