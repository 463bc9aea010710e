package migrator

// validPhone reports whether s is in E.164 form: a plus sign, no leading
// zero, 7 to 15 digits. Nothing is guessed or taken out: a number without its
// country code belongs to nobody.
func validPhone(s string) bool {
	if len(s) < 8 || len(s) > 16 || s[0] != '+' || s[1] == '0' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
