package field

import (
	"slices"
	"strings"
)

// Words in the names of columns that are not to be copied anywhere.
var (
	secretWords = []string{
		"token", "secret", "password", "passwd", "passphrase", "totp", "recovery", "backupcode", "apikey", "privatekey", "sessionid", "cookie",
		"socialsecurity", "creditcard", "cardnumber", "hash", "salt", "digest",
	}
	secretParts = []string{"otp", "pin", "ssn", "cvv", "iban", "seed", "key", "pass", "pwd"} // as words of their own
)

// Secret reports whether the name of a column, or of a path to a member, says
// that its values are nobody's business: tokens, keys, what opens an account.
func Secret(name string) bool {
	name = strings.ToLower(name)
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" _-.[]'", r) })
	whole := strings.Join(words, "")
	return slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(whole, w) }) ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(secretParts, w) })
}
