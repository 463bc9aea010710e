package migrator

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/usher/sources/kinds"
)

// Lengths of an address and its parts in bytes (RFC 5321, 4.5.3.1; RFC 1035,
// 2.3.4).
const (
	maxEmail = 254
	maxLocal = 64
	maxLabel = 63
)

// validEmail is deliberately plain: what passes may still be refused by Stytch
// for its domain, what does not pass certainly would be.
func validEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && at <= maxLocal && len(s) <= maxEmail && validLocal(s[:at]) && validDomain(s[at+1:])
}

// madeUp reports whether an address is in a domain that no mail reaches (RFC
// 2606, 2): apps make such up for anonymous users.
func madeUp(email string) bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimSuffix(email, ".")), ".invalid")
}

// validLocal takes what may stand before the @ without quotes.
func validLocal(s string) bool {
	has := emailBytes.In(s)
	return has&notInLocal == 0 && (has&dot == 0 || !emptyPart(s)) && (has&beyondASCII == 0 || visible(s))
}

// validDomain takes two or more labels of letters, digits and hyphens;
// letters of any script, because domains may be written in them.
func validDomain(s string) bool {
	has := emailBytes.In(s)
	if has&notInDomain != 0 || has&dot == 0 || emptyPart(s) {
		return false
	}
	return (has&hyphen == 0 && len(s) <= maxLabel || validLabels(s)) && (has&beyondASCII == 0 || visible(s))
}

// emptyPart: there is nothing before, behind or between dots. s is not empty.
func emptyPart(s string) bool {
	return s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..")
}

func validLabels(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > maxLabel || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

// Kinds of the bytes of an address.
const (
	notInLocal uint8 = 1 << iota
	notInDomain
	dot
	hyphen
	beyondASCII
	folds // in the form for comparing it may be another
)

var emailBytes = kinds.Of(func(c byte) (kind uint8) {
	if c <= ' ' || c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
		kind = folds
	}
	switch {
	case c >= utf8.RuneSelf:
		return kind | beyondASCII
	case c == '.':
		return kind | dot
	case c == '-':
		return kind | hyphen
	case isLetterOrDigit(c):
		return kind
	case c <= ' ' || c == 0x7F || strings.IndexByte(`<>()[]\,;:"@`, c) >= 0:
		return kind | notInLocal | notInDomain
	}
	return kind | notInDomain
})

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
func foldEmail(s string) string {
	if emailBytes.In(s)&folds == 0 {
		return s
	}
	return strings.ToLower(strings.TrimSpace(s))
}
