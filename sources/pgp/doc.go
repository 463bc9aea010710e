// Package pgp decrypts OpenPGP messages (RFC 9580) while they are read, which
// is how Auth0 hands out password hashes (docs: export password hashes and MFA
// secrets).
//
//	key, err := pgp.ReadKey("secret-key.asc")
//	if err != nil {
//		return err // an *Error with a Hint
//	}
//	if key.Locked() {
//		err = key.Unlock(passphrase)
//	}
//	...
//	plain, err := key.Decrypt(file)
//
// Nothing is written anywhere, and memory does not grow with the message. That
// nobody has changed or cut a message shows at its end only: until Read has
// said io.EOF, nothing that came out of it is to be trusted as complete.
// Messages without protection of their integrity are refused. Signatures are
// not looked at: the sender's key is not at hand.
package pgp
