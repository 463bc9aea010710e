package sandbox

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// E.164, as the docs (API reference, create user) ask for it.
	phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	// docs: resources/migrations/external-ids, and the API reference for "|".
	externalIDForm = regexp.MustCompile(`^[A-Za-z0-9._|-]{1,128}$`)
)

// checkEmail refuses what is certainly no address. Letters outside ASCII pass.
func checkEmail(email string) *refusal {
	at := strings.LastIndexByte(email, '@')
	if at < 1 || at > 64 || len(email) > 254 || strings.Contains(email[:at], "@") {
		return refuse("invalid_email", "Email format is invalid.")
	}
	for _, r := range email {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>()[]\,;:"`, r) {
			return refuse("invalid_email", "Email format is invalid.")
		}
	}
	if !isDotted(email[:at]) || !isDotted(email[at+1:]) || !strings.Contains(email[at+1:], ".") {
		return refuse("invalid_email", "Email format is invalid.")
	}
	return nil
}

// isDotted tells that no part between dots is empty.
func isDotted(s string) bool {
	return s != "" && s[0] != '.' && s[len(s)-1] != '.' && !strings.Contains(s, "..")
}

func checkPhone(phone string) *refusal {
	if !phoneForm.MatchString(phone) {
		return refuse("invalid_phone_number", "Phone number is not in E.164 format.")
	}
	return nil
}

func checkExternalID(id string) *refusal {
	if !externalIDForm.MatchString(id) {
		return refuse("invalid_argument", "external_id takes 1 to 128 letters, digits and . _ - |")
	}
	return nil
}

func checkName(n name) *refusal {
	if strings.ContainsRune(n.First+n.Middle+n.Last, '\u200b') {
		return zeroWidthSpace
	}
	return nil
}
