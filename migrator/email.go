package migrator

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths of an address and its parts in bytes (RFC 5321, 4.5.3.1; RFC 1035,
// 2.3.4).
const (
	maxEmail = 254
	maxLocal = 64
	maxLabel = 63
)

// validEmail is deliberately plain: what passes may still be refused by
// Stytch for its domain, what does not pass certainly would be.
func validEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && at <= maxLocal && len(s) <= maxEmail && validLocal(s[:at]) && validDomain(s[at+1:])
}

// madeUp reports whether an address is in a domain that no mail reaches (RFC
// 2606, 2): apps make such up for anonymous users.
func madeUp(email string) bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimSuffix(email, ".")), ".invalid")
}

// validLocal takes what may stand before the @ without quotes.
func validLocal(s string) bool {
	ascii := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			ascii = false
		case c == '.':
			if i == 0 || i == len(s)-1 || s[i+1] == '.' {
				return false
			}
		case c <= ' ' || c == 0x7F || strings.IndexByte(`<>()[]\,;:"@`, c) >= 0:
			return false
		}
	}
	return ascii || visible(s)
}

// validDomain takes two or more labels of letters, digits and hyphens;
// letters of any script, because domains may be written in them.
func validDomain(s string) bool {
	ascii, labels, length := true, 1, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			if length == 0 || s[i-1] == '-' {
				return false
			}
			labels, length = labels+1, 0
			continue
		case c == '-':
			if length == 0 {
				return false
			}
		case c >= utf8.RuneSelf:
			ascii = false
		case !isLetterOrDigit(c):
			return false
		}
		if length++; length > maxLabel {
			return false
		}
	}
	return labels > 1 && length > 0 && s[len(s)-1] != '-' && (ascii || visible(s))
}

// visible reports whether s is valid text without spaces, control and
// invisible characters.
func visible(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return false
			}
		}
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}

// foldEmail is the form in which two emails are compared: trimmed, lower
// case, the whole address. Dots and plus tags are part of an address.
func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
