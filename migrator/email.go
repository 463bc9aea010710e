package migrator

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// validEmail is deliberately plain: what passes may still be refused by
// Stytch for its domain, what does not pass certainly would be.
func validEmail(s string) bool {
	if len(s) > 254 || !utf8.ValidString(s) {
		return false
	}
	local, domain, ok := cutLast(s, "@")
	if !ok || local == "" || len(local) > 64 || strings.Contains(local, "@") ||
		strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return false
	}
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>()[]\,;:"`, r) {
			return false
		}
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") || strings.ContainsAny(l, "_!#$%&'*+/=?^`{|}~") {
			return false
		}
	}
	return true
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// foldEmail is the form in which two emails are compared: trimmed, lower
// case, the whole address. Dots and plus tags are part of an address.
func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
