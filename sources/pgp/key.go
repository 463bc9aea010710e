package pgp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// maxKey is the most bytes of a file of keys; a whole keyring is far smaller.
const maxKey = 4 << 20

// ErrPassphrase: it opens none of the keys.
var ErrPassphrase = &Error{Reason: "this passphrase does not open the key", Hint: "Give the passphrase that protects the secret key."}

const exportKey = "Export the secret key: gpg --export-secret-keys --armor KEY-ID > secret-key.asc"

// Key is one secret key, or several. Decrypt may be called from several
// goroutines, but not beside Unlock.
type Key struct{ ring openpgp.EntityList }

// ReadKey reads secret keys as gpg --export-secret-keys writes them, armored
// or not.
func ReadKey(path string) (*Key, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, err
	}
	ring, err := parse(text)
	if err != nil {
		return nil, &Error{Reason: "this is no file of PGP keys", Hint: exportKey, Err: err}
	}
	k := &Key{ring: ring}
	card := false
	for _, s := range k.secrets(true) {
		if !s.Dummy() {
			return k, nil
		}
		card = true
	}
	if card {
		return nil, &Error{
			Reason: "the secret part of this key is somewhere else, on a smart card perhaps",
			Hint:   "Decrypt the export with gpg, which can use it: gpg --decrypt FILE > passwords.ndjson",
		}
	}
	return nil, &Error{Reason: "this is a public key; it encrypts, and does not decrypt", Hint: exportKey}
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err // whoever asked says the path
		}
		return nil, &Error{Reason: err.Error(), Hint: "Check the path.", Err: err}
	}
	defer func() { _ = f.Close() }() // only read
	text, err := io.ReadAll(io.LimitReader(f, maxKey+1))
	switch {
	case err != nil:
		return nil, &Error{Reason: "it cannot be read", Hint: "Check the path.", Err: err}
	case len(text) > maxKey:
		return nil, &Error{Reason: fmt.Sprintf("longer than %d MiB, which no key is", maxKey>>20), Hint: exportKey}
	}
	return text, nil
}

func parse(text []byte) (ring openpgp.EntityList, err error) {
	defer func() {
		if broken := recover(); broken != nil { // of the parser, over a file made to break it
			err = fmt.Errorf("parse key: %v", broken)
		}
	}()
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("-----BEGIN PGP")) {
		return openpgp.ReadArmoredKeyRing(bytes.NewReader(text))
	}
	return openpgp.ReadKeyRing(bytes.NewReader(text))
}

// secrets are the secret parts of all keys and subkeys; dummies, which only
// say that the part is elsewhere, where they are asked for.
func (k *Key) secrets(dummies bool) []*packet.PrivateKey {
	var all []*packet.PrivateKey
	add := func(s *packet.PrivateKey) {
		if s != nil && (dummies || !s.Dummy()) {
			all = append(all, s)
		}
	}
	for _, e := range k.ring {
		add(e.PrivateKey)
		for _, sub := range e.Subkeys {
			add(sub.PrivateKey)
		}
	}
	return all
}

// Locked reports whether a passphrase is needed.
func (k *Key) Locked() bool {
	for _, s := range k.secrets(false) {
		if s.Encrypted {
			return true
		}
	}
	return false
}

// Unlock opens those of the keys that the passphrase protects; it is
// ErrPassphrase where that is none.
func (k *Key) Unlock(passphrase []byte) error {
	opened := false
	for _, s := range k.secrets(false) {
		if s.Encrypted && s.Decrypt(passphrase) == nil {
			opened = true
		}
	}
	if !opened {
		return ErrPassphrase
	}
	return nil
}
