package flat

import (
	"strings"

	"example.com/usher/sources/hashes"
)

func anything([]string) bool { return true }

// mostly: at least half of the texts are of a kind, or there are none.
func mostly(is func(string) bool) func([]string) bool {
	return func(texts []string) bool {
		n := 0
		for _, t := range texts {
			if is(t) {
				n++
			}
		}
		return 2*n >= len(texts)
	}
}

// all: there are texts, and all of them are of a kind.
func all(is func(string) bool) func([]string) bool {
	return func(texts []string) bool {
		for _, t := range texts {
			if !is(t) {
				return false
			}
		}
		return len(texts) > 0
	}
}

// nearly: there are texts, and four of five are of a kind: no table of some
// age is without a wrong value.
func nearly(is func(string) bool) func([]string) bool {
	return func(texts []string) bool {
		n := 0
		for _, t := range texts {
			if is(t) {
				n++
			}
		}
		return n > 0 && 5*n >= 4*len(texts)
	}
}

// isEmail is coarse: it tells columns apart, and does not check addresses.
func isEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && strings.IndexByte(s[at:], '.') > 1 && !strings.ContainsAny(s, " \t,;/") && s[len(s)-1] != '.'
}

// isE164: a plus sign and 7 to 15 digits.
func isE164(s string) bool {
	return len(s) >= 8 && len(s) <= 16 && s[0] == '+' && strings.Trim(s[1:], "0123456789") == ""
}

// isPhoneLike: digits and what people put between them, or what spreadsheets
// make of them (4.42E+11).
func isPhoneLike(s string) bool {
	digits := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune("+-. ()/xE", c):
			return false
		}
	}
	return digits >= 3
}

func isFlag(s string) bool {
	return oneOf(strings.ToLower(s), "true", "false", "t", "f", "yes", "no", "y", "n", "1", "0", "on", "off", "verified", "confirmed", "unverified",
		"\x00", "\x01", "0x00", "0x01", "b'0'", "b'1'") // a bit, as MySQL's programs write it
}

func isTime(s string) bool { return isSlashed(s) || !parseTime(s, unknownOrder).IsZero() }

// isSlashed: a date with slashes, whichever number is the month.
func isSlashed(s string) bool {
	return !parseSlashedAs(s, monthFirst) || !parseSlashedAs(s, dayFirst)
}

func parseSlashedAs(s string, o order) (none bool) {
	return strings.IndexByte(s, '/') <= 0 || parseTime(s, o).IsZero()
}

func isFlagOrDate(s string) bool { return isFlag(s) || isDate(s) }

func isStatus(s string) bool {
	s = strings.ToLower(s)
	return oneOf(s, blockedWords...) || oneOf(s, activeWords...)
}

func isHashType(s string) bool { return hashes.KnownType(s) }

// isHash: a hash that describes itself, whether it can move or not.
func isHash(s string) bool {
	h := hashes.Parse(s)
	return h != nil && h.Scheme != hashes.PlainText && h.Scheme != hashes.Unusable
}

// isMongoose: what passport-local-mongoose writes, 512 bytes in hex.
func isMongoose(s string) bool {
	return len(s) == 1024 && strings.Trim(s, "0123456789abcdef") == ""
}
