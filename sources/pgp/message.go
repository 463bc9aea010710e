package pgp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	pgperrors "github.com/ProtonMail/go-crypto/openpgp/errors"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

const armored = "-----BEGIN PGP MESSAGE"

// Reasons why a message does not open.
var (
	errOtherKey = &Error{
		Reason: "it is encrypted for another PGP key than this one",
		Hint:   "Give the secret key whose public key the provider was sent; gpg --list-packets FILE shows the id of the key that it takes.",
	}
	errLocked = &Error{
		Reason: "it is encrypted for a key that has another passphrase",
		Hint:   "Give a file that holds only the key for this export: gpg --export-secret-keys --armor KEY-ID > secret-key.asc",
	}
	errPassword = &Error{
		Reason: "it is encrypted with a password, not for a PGP key",
		Hint:   "Decrypt it first: gpg --decrypt FILE > passwords.ndjson",
	}
	errUnprotected = &Error{
		Reason: "nothing protects this PGP message from being changed on its way, so it is not trusted",
		Hint:   "Ask for the export again, encrypted by a program of today.",
	}
	errNotEncrypted = &Error{
		Reason: "this PGP message is signed or packed, and not encrypted",
		Hint:   "Unpack it first: gpg --decrypt FILE > passwords.ndjson",
	}
)

const downloadAgain = "Download or copy the file again. What was read of it before does not count."

// Decrypt gives the content of an encrypted message, armored or not. Its
// errors, and those of the content's Read, are *Error. A Read that ends with
// io.EOF means that the message is whole and as it was encrypted.
func (k *Key) Decrypt(r io.Reader) (content io.Reader, err error) {
	defer func() {
		if broken := recover(); broken != nil { // of the parser, over a file made to break it
			content, err = nil, damaged(fmt.Errorf("parse message: %v", broken))
		}
	}()
	in := bufio.NewReaderSize(r, 64<<10)
	var message io.Reader = in
	if head, _ := in.Peek(len(armored)); bytes.Equal(head, []byte(armored)) {
		block, err := armor.Decode(in)
		if err != nil {
			return nil, damaged(err)
		}
		message = block.Body
	}
	md, err := openpgp.ReadMessage(message, k.ring, refuse, &packet.Config{})
	switch {
	case err != nil:
		return nil, explain(err)
	case !md.IsEncrypted:
		return nil, errNotEncrypted
	}
	return &body{r: md.UnverifiedBody}, nil
}

// refuse is asked where no key at hand opens a message.
func refuse(locked []openpgp.Key, symmetric bool) ([]byte, error) {
	if symmetric && len(locked) == 0 {
		return nil, errPassword
	}
	return nil, errLocked
}

func explain(err error) error {
	var own *Error
	var unsupported pgperrors.UnsupportedError
	switch {
	case errors.As(err, &own):
		return own
	case errors.Is(err, pgperrors.ErrKeyIncorrect):
		return errOtherKey
	case errors.As(err, &unsupported) && unsupported == "message is not integrity protected":
		return errUnprotected
	case errors.As(err, &unsupported):
		return &Error{Reason: "this PGP message is of a kind that usher does not decrypt", Hint: "Decrypt it first: gpg --decrypt FILE > passwords.ndjson", Err: err}
	}
	return damaged(err)
}

func damaged(err error) error {
	return &Error{Reason: "the encrypted file is cut off, or was changed after it was encrypted", Hint: downloadAgain, Err: err}
}

// body is the content of a message. Its error stays its error.
type body struct {
	r   io.Reader
	err error
}

func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	n, err := b.r.Read(p)
	if err != nil {
		if err != io.EOF {
			err = explain(err)
		}
		b.err = err
	}
	return n, err
}
