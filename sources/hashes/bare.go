package hashes

// WordPress reads user_pass: phpass, what plug-ins write in its place, and
// the bare MD5 of very old accounts, which WordPress still takes
// (wp_check_password). nil means no hash.
func WordPress(text string) *Hash { return bareMD5(text) }

// Django reads a password of django.contrib.auth. A bare digest is that of
// its UnsaltedMD5PasswordHasher. nil means no hash.
func Django(text string) *Hash { return bareMD5(text) }

// bareMD5 is Parse where a digest of 32 digits can only be MD5.
func bareMD5(text string) *Hash {
	if sum, ok := unhex(text); ok && len(sum) == digestSizes[MD5] {
		return digestHash(MD5, sum, "", "")
	}
	return Parse(text)
}
