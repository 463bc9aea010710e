package hashes

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
)

// toStandard spells the other base64 alphabets in the standard one: '-' and
// '_' are the URL-safe characters, '.' is passlib's '+'.
var toStandard = strings.NewReplacer("-", "+", "_", "/", ".", "+")

// unbase64 decodes base64 of any alphabet, padded or not. Providers mix them,
// and the alphabets differ only in two characters, so nothing is guessed.
func unbase64(s string) ([]byte, bool) {
	if strings.ContainsAny(s, "-_.") {
		s = toStandard.Replace(s)
	}
	s = strings.TrimRight(s, "=")
	b, err := base64.RawStdEncoding.DecodeString(s)
	return b, err == nil && len(b) > 0 && !strings.ContainsAny(s, "\r\n")
}

// base64Of is the form that Stytch's examples show: standard and padded.
func base64Of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func unhex(s string) ([]byte, bool) {
	b, err := hex.DecodeString(s)
	return b, err == nil && len(b) > 0
}

// Encoding says how bytes were written as text.
type Encoding string

// The encodings that a mapping can name. Auto tells hex from base64 by form
// for hashes, and takes salts as text.
const (
	Auto   Encoding = ""
	Text   Encoding = "text"
	Hex    Encoding = "hex"
	Base64 Encoding = "base64" // any alphabet, padded or not
)

// keyBytes decodes a derived key, which nobody writes as text. A hex key is
// tried first: a text of hex digits only is base64 by a chance of one in 16
// million for 16 bytes.
func (e Encoding) keyBytes(s string) ([]byte, bool) {
	if e != Base64 {
		if b, ok := unhex(s); ok || e == Hex {
			return b, ok
		}
	}
	return unbase64(s)
}

// saltBytes decodes a salt.
func (e Encoding) saltBytes(s string) ([]byte, bool) {
	switch e {
	case Hex:
		return unhex(s)
	case Base64:
		return unbase64(s)
	}
	return []byte(s), s != ""
}

// integer reads digits; what is too long for an int is out of every range.
func integer(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}
