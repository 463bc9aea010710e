package object

import (
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Deepest is how far values may be nested that are measured.
const Deepest = 1000

// MemberSize is what a member takes beside its key and its value.
const MemberSize = len(":,")

// costs is what each byte takes inside a JSON string.
var costs = func() (cost [256]uint8) {
	for c := range cost {
		cost[c] = 1
		if c < ' ' || c == '<' || c == '>' || c == '&' {
			cost[c] = uint8(len(`\u0000`))
		}
	}
	for _, c := range "\"\\\n\r\t" {
		cost[c] = 2
	}
	return cost
}()

// TextSize is how many bytes a text takes as a JSON string at most; ok is false
// where it is not UTF-8.
func TextSize(s string) (size int, ok bool) {
	size = len(`""`)
	var all byte
	for i := 0; i < len(s); i++ {
		size += int(costs[s[i]])
		all |= s[i]
	}
	if all < utf8.RuneSelf {
		return size, true
	}
	return size + separators(s), utf8.ValidString(s)
}

// separators is what the two line separators cost more when they are escaped.
func separators(s string) int {
	return 3 * (strings.Count(s, "\u2028") + strings.Count(s, "\u2029"))
}

// Size is how many bytes JSON text takes at most, without the spaces between
// its tokens; ok is false where it is not valid, or nested too deep.
func Size(v jsontext.Value) (size int, ok bool) {
	if isPlainRaw(v) {
		return len(v), true
	}
	if !Valid(v) {
		return 0, false
	}
	return ValidSize(v)
}

// ValidSize is Size for text that is known to be valid.
func ValidSize(v jsontext.Value) (size int, ok bool) {
	if len(v) <= Deepest && costsItsLength(v) {
		return len(v), true
	}
	inside, skip, depth, all := false, false, 0, byte(0)
	for _, c := range v {
		all |= c
		switch {
		case skip:
			skip = false
		case c == '"':
			inside = !inside
		case !inside && c <= ' ':
			continue
		case !inside && (c == '{' || c == '['):
			if depth++; depth > Deepest {
				return 0, false
			}
		case !inside && (c == '}' || c == ']'):
			depth--
		case c == '\\':
			skip = true
		case c == '<' || c == '>' || c == '&':
			size += len(`\u0000`) - 1
		}
		size++
	}
	if all >= utf8.RuneSelf {
		size += separators(string(v))
	}
	return size, true
}

// costsItsLength reports whether there is nothing in v that an encoder may
// leave out or write in another way.
func costsItsLength(v jsontext.Value) bool {
	for _, c := range v {
		if unsure[c] {
			return false
		}
	}
	return true
}

// unsure are the bytes of which it depends on the place, or on the encoder,
// what they cost.
var unsure = func() (is [256]bool) {
	for c := range is {
		is[c] = c <= ' ' || c == '<' || c == '>' || c == '&' || c >= utf8.RuneSelf
	}
	return is
}()

// isPlainRaw reports whether v is what most values are, a literal or a string
// of plain characters: it is valid and takes as many bytes as it has, and a
// decoder need not be asked.
func isPlainRaw(v jsontext.Value) bool {
	if n := len(v); n < 2 || v[0] != '"' || v[n-1] != '"' {
		return string(v) == "true" || string(v) == "false" || string(v) == "null"
	}
	for _, c := range v[1 : len(v)-1] {
		if costs[c] != 1 || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
