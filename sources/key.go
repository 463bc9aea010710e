package sources

import (
	"errors"

	"example.com/usher/sources/pgp"
	"example.com/usher/sources/stream"
)

// Key is a secret OpenPGP key, which opens encrypted exports while they are
// read.
type Key = pgp.Key

// ErrEncrypted is in the chain of what Open and Identify say of an encrypted
// file without a key.
var ErrEncrypted = stream.ErrEncrypted

// ErrPassphrase is why Key.Unlock fails.
var ErrPassphrase = pgp.ErrPassphrase

// ReadKey reads a secret key from a file. Where it is Locked, Unlock it before
// it is used. The error is an *Error.
func ReadKey(path string) (*Key, error) {
	k, err := pgp.ReadKey(path)
	if err == nil {
		return k, nil
	}
	e := &Error{Path: path, Op: "read PGP key", Err: err}
	var said *pgp.Error
	if errors.As(err, &said) {
		e.Hint = said.Hint
	}
	return nil, e
}
