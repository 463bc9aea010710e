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
	var all byteKind
	for i := 0; i < len(s); i++ {
		all |= inLocal[s[i]]
	}
	if all&refused != 0 || all&dot != 0 && (s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..")) {
		return false
	}
	return all&beyondASCII == 0 || visible(s)
}

// validDomain takes two or more labels of letters, digits and hyphens;
// letters of any script, because domains may be written in them.
func validDomain(s string) bool {
	var all byteKind
	labels, begin := 1, 0
	for i := 0; i < len(s); i++ {
		kind := inDomain[s[i]]
		if all |= kind; kind == dot {
			if !validLabel(s[begin:i]) {
				return false
			}
			labels, begin = labels+1, i+1
		}
	}
	return labels > 1 && validLabel(s[begin:]) && all&refused == 0 && (all&beyondASCII == 0 || visible(s))
}

func validLabel(s string) bool {
	return s != "" && len(s) <= maxLabel && s[0] != '-' && s[len(s)-1] != '-'
}

// byteKind says what a byte of an address asks for.
type byteKind uint8

const (
	refused byteKind = 1 << iota
	dot
	beyondASCII
)

// inLocal and inDomain are the kinds of each byte before and after the @.
var inLocal, inDomain = func() (local, domain [256]byteKind) {
	for c := range 256 {
		switch b := byte(c); {
		case b >= utf8.RuneSelf:
			local[c], domain[c] = beyondASCII, beyondASCII
		case b == '.':
			local[c], domain[c] = dot, dot
		case isLetterOrDigit(b) || b == '-':
		default:
			domain[c] = refused
			if b <= ' ' || b == 0x7F || strings.IndexByte(`<>()[]\,;:"@`, b) >= 0 {
				local[c] = refused
			}
		}
	}
	return local, domain
}()

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
	var all uint8
	for i := 0; i < len(s); i++ {
		all |= folds[s[i]]
	}
	if all == 0 {
		return s
	}
	return strings.ToLower(strings.TrimSpace(s))
}

// folds is 1 for the bytes that may be others in the form for comparing.
var folds = func() (is [256]uint8) {
	for c := range is {
		if c <= ' ' || c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			is[c] = 1
		}
	}
	return is
}()
