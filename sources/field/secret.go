package field

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words in the names of columns that are not to be copied anywhere. Exports
// come from apps of all countries: a password in plain text is as secret in a
// column called "contraseña".
var (
	secretWords = []string{
		"token", "secret", "passwor", "passwd", "passphrase", "totp", "recovery", "backupcode", "apikey", "privatekey", "sessionid", "cookie",
		"socialsecurity", "creditcard", "cardnumber", "hash", "salt", "digest",
		"kennwort", "motdepasse", "contrasen", "wachtwoord", "adgangskode", "salasana", "katasandi", "matkhau",
	}
	secretParts = []string{ // as words of their own
		"otp", "pin", "ssn", "cvv", "iban", "seed", "key", "pass", "pwd",
		"salz", "mdp", "clave", "senha", "parola", "heslo", "haslo", "sifre", "jelszo", "passord", "kodeord", "losenord",
	}
	// secretLetters are passwords in letters beyond ASCII, in lower case and
	// NFKC, without spaces.
	secretLetters = []string{
		"contraseñ", "hasło", "şifre", "jelszó", "lösenord", "mậtkhẩu", "парол", "κωδικόςπρόσβασης", "συνθηματικό",
		"密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "암호", "รหัสผ่าน", "पासवर्ड", "كلمةالمرور", "كلمةالسر", "رمزعبور", "گذرواژه", "סיסמה", "סיסמא",
	}
)

// Secret reports whether the name of a column, or of a path to a member, says
// that its values are nobody's business: tokens, keys, what opens an account.
func Secret(name string) bool {
	name = strings.ToLower(name)
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" _-.[]'", r) })
	whole := strings.Join(words, "")
	return contains(whole, secretWords) ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(secretParts, w) }) ||
		!ascii(whole) && contains(norm.NFKC.String(whole), secretLetters)
}

func contains(name string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
