package say

// Sealed says that an encrypted file lies beside the exports, which may be the
// passwords of them.
func Sealed(name string) string {
	return Clean(name) + " is encrypted (OpenPGP). Start usher with --pgp-key FILE, your secret key, to have it read."
}
